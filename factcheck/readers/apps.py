"""What readers send us without an account: who they are, how little of that we keep, and what keeps machines out."""

from importlib import import_module

from django.apps import AppConfig


class ReadersConfig(AppConfig):
    name = "factcheck.readers"
    label = "readers"

    def ready(self) -> None:
        import_module("factcheck.readers.ledger_words")
        import_module("factcheck.readers.tasks")
