from importlib import import_module

from django.apps import AppConfig


class Config(AppConfig):
    name = "openmash.foundation.presence"
    label = "presence"

    def ready(self) -> None:
        import_module(f"{self.name}.events")
