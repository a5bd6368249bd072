from importlib import import_module

from django.apps import AppConfig

REACTIONS = ("reactions", "feedback_reactions", "named", "files", "held", "restricted")


class Config(AppConfig):
    name = "openmash.frontdoor.contacts"
    label = "contacts"

    def ready(self) -> None:
        for module in REACTIONS:
            import_module(f"{self.name}.{module}")
        import_module(f"{self.name}.chronology").register()
