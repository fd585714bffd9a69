from django.apps import AppConfig


class OnceConfig(AppConfig):
    name = "factcheck.once"
    label = "once"
