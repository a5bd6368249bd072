from django.apps import AppConfig


class Config(AppConfig):
    name = "openmash.frontdoor.contacts"
    label = "contacts"

    def ready(self) -> None:
        from openmash.frontdoor.contacts import reactions  # noqa: F401, PLC0415  # registers them
