from django.apps import AppConfig


class Config(AppConfig):
    name = "openmash.frontdoor.decisions"
    label = "decisions"
