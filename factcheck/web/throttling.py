"""How often one person may ask the API."""

from django.core.cache import caches
from rest_framework.throttling import UserRateThrottle


class PerPerson(UserRateThrottle):
    """`API_RATE` for each person, counted in each web process by itself: it stops a runaway script, it bills nobody."""

    cache = caches["process"]
