from importlib import import_module

from django.apps import AppConfig


class Config(AppConfig):
    name = "openmash.foundation.files"
    label = "files"

    def ready(self) -> None:
        for module in ("reactions", "watching"):
            import_module(f"{self.name}.{module}")
