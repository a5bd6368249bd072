from importlib import import_module

from django.apps import AppConfig


class Config(AppConfig):
    name = "openmash.frontdoor.pathways"
    label = "pathways"

    def ready(self) -> None:
        import_module(f"{self.name}.beside")
