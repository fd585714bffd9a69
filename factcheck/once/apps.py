"""A request that is sent twice under one key is carried out once, and answered the same both times."""

from importlib import import_module

from django.apps import AppConfig


class OnceConfig(AppConfig):
    name = "factcheck.once"
    label = "once"

    def ready(self) -> None:
        import_module("factcheck.once.tasks")
