from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "factcheck.accounts"
    label = "accounts"

    def ready(self) -> None:
        import_module("factcheck.accounts.ledger_words")
        import_module("factcheck.accounts.notice_kinds")
        import_module("factcheck.accounts.schema")
        import_module("factcheck.accounts.tasks")
