from importlib import import_module

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    name = "claims"

    def ready(self) -> None:
        import_module("claims.ledger_words")
        import_module("claims.notice_kinds")
        import_module("claims.tasks")
