from django.apps import AppConfig


class Config(AppConfig):
    name = "openmash.web"
    label = "web"
