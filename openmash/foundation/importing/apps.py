from django.apps import AppConfig


class Config(AppConfig):
    name = "openmash.foundation.importing"
    label = "importing"
