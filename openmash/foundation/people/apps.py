from django.apps import AppConfig


class Config(AppConfig):
    name = "openmash.foundation.people"
    label = "people"

    def ready(self) -> None:
        """Give what the register knows to every chronology."""
        from openmash.foundation.people.chronology.own import register  # noqa: PLC0415  # models are not ready before

        register()
