from importlib import import_module

from django.apps import AppConfig


class Config(AppConfig):
    name = "openmash.foundation.colleagues"
    label = "colleagues"

    def ready(self) -> None:
        import_module(f"{self.name}.tasks_held")
        import_module(f"{self.name}.invitations_held")
        import_module(f"{self.name}.reactions")
