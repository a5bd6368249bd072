from django.apps import AppConfig


class Config(AppConfig):
    name = "openmash.oversight.configuring"
    label = "configuring"
