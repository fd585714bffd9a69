"""What is known of other people's sites."""

from django.db import models


class Host(models.Model):
    """What politeness asks towards one site: one request at a time, its robots.txt, and when to leave it alone."""

    name = models.CharField(max_length=280, unique=True)  # scheme, name and port
    busy_until = models.DateTimeField(null=True)  # by the database's clock; a worker that dies gives it back by this
    not_before = models.DateTimeField(null=True)
    robots = models.TextField(blank=True)
    robots_at = models.DateTimeField(null=True)
    robots_status = models.PositiveSmallIntegerField(null=True)

    def __str__(self) -> str:
        return self.name
