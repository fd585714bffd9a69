"""Addresses of what is pulled from other publishers."""

from django.urls import path

from claims.desk import imports

urlpatterns = [
    path("", imports.list_feeds, name="imports"),
    path("new/", imports.new_feed, name="import_new"),
    path("<int:pk>/", imports.show_feed, name="import"),
    path("<int:pk>/change/", imports.change, name="import_change"),
    path("<int:pk>/progress/", imports.progress, name="import_progress"),
    path("<int:pk>/pull/", imports.pull, name="import_pull"),
    path("<int:pk>/stop/", imports.stop, name="import_stop"),
    path("<int:pk>/start/", imports.start, name="import_start"),
    path("<int:pk>/remove/", imports.remove, name="import_remove"),
]
