from django.apps import AppConfig


class Config(AppConfig):
    name = "openmash.demo"
    label = "demo"
