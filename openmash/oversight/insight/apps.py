from django.apps import AppConfig


class Config(AppConfig):
    name = "openmash.oversight.insight"
    label = "insight"
