from django.apps import AppConfig


class Config(AppConfig):
    name = "openmash.frontdoor.decisions"
    label = "decisions"

    def ready(self) -> None:
        from openmash.frontdoor.decisions import chronology, reactions  # noqa: F401, PLC0415  # registers them

        chronology.register()
