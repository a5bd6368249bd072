from django.apps import AppConfig


class Config(AppConfig):
    name = "openmash.frontdoor.contacts"
    label = "contacts"
