from importlib import import_module

from django.apps import AppConfig


class Config(AppConfig):
    name = "openmash.oversight.configuring"
    label = "configuring"

    def ready(self) -> None:
        import_module(f"{self.name}.reactions")
