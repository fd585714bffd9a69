from importlib import import_module

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"

    def ready(self) -> None:
        import_module("reviews.event_kinds")
        import_module("reviews.ledger_words")
        import_module("reviews.notice_kinds")
        import_module("reviews.publication.desk_changes")
        import_module("reviews.tasks")
