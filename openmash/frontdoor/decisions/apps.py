from django.apps import AppConfig


class Config(AppConfig):
    name = "openmash.frontdoor.decisions"
    label = "decisions"

    def ready(self) -> None:
        from openmash.frontdoor.decisions import (  # noqa: PLC0415  # registers them
            chronology,
            listing,
            partner_reactions,  # noqa: F401  # as above
            reactions,  # noqa: F401  # as above
        )

        chronology.register()
        listing.register()
