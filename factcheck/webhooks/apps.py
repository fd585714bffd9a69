from importlib import import_module

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "factcheck.webhooks"
    label = "webhooks"

    def ready(self) -> None:
        import_module("factcheck.webhooks.ledger_words")
        import_module("factcheck.webhooks.notice_kinds")
        import_module("factcheck.webhooks.tasks")
