from django.apps import AppConfig


class OutsideConfig(AppConfig):
    name = "factcheck.outside"
    label = "outside"
