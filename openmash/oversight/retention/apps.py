from django.apps import AppConfig


class Config(AppConfig):
    name = "openmash.oversight.retention"
    label = "retention"
