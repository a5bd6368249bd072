from django.apps import AppConfig


class Config(AppConfig):
    name = "openmash.web"
    label = "web"

    def ready(self) -> None:
        """Lend the lower parts what they need of the higher ones, and put up the checks."""
        from openmash.web import checks  # noqa: F401, PLC0415  # models are not ready before
        from openmash.web.wiring import wire_up  # noqa: PLC0415  # models are not ready before

        wire_up()
