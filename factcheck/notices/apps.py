from importlib import import_module

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "factcheck.notices"
    label = "notices"

    def ready(self) -> None:
        import_module("factcheck.notices.tasks")
