from django.apps import AppConfig


class Config(AppConfig):
    name = "openmash.frontdoor.contacts"
    label = "contacts"

    def ready(self) -> None:
        from openmash.frontdoor.contacts import (  # noqa: PLC0415  # registers them
            feedback_reactions,  # noqa: F401
            reactions,  # noqa: F401
        )
