from importlib import import_module

from django.apps import AppConfig


class Config(AppConfig):
    name = "openmash.frontdoor.enquiries"
    label = "enquiries"

    def ready(self) -> None:
        import_module(f"{self.name}.reactions")
        import_module(f"{self.name}.answer_reactions")
        import_module(f"{self.name}.health_reactions")
        import_module(f"{self.name}.files")
        import_module(f"{self.name}.held")
        import_module(f"{self.name}.chronology").register()
        import_module(f"{self.name}.facts_in_chronology").register()
