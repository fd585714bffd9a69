"""The project as an app: it carries templates, static files and commands."""

from importlib import import_module

from django.apps import AppConfig

from factcheck.celery import app as celery_app

__all__ = ["FactcheckConfig", "celery_app"]


class FactcheckConfig(AppConfig):
    name = "factcheck"

    def ready(self) -> None:
        import_module("factcheck.checks")
