"""The source shelf: what the desk keeps at hand for each topic."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.http import urlencode

from claims.models import Topic

WORDS = "{words}"  # where a search address takes the claim's words
MOST_WORDS = 200  # characters of a claim that go into a search


class ShelfSourceQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ShelfSourceQuerySet":
        """Everyone of the desk reads the shelf."""
        return self if user.is_authenticated and user.is_active else self.none()

    def pinned(self) -> "ShelfSourceQuerySet":
        return self.filter(removed_at=None)


class ShelfSource(models.Model):
    """A source pinned to a topic: what it is good for, how to cite it, where to search it."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="shelf")
    title = models.CharField(max_length=200)
    url = models.CharField(max_length=2000)
    good_for = models.CharField(max_length=300, blank=True)
    how_to_cite = models.CharField(max_length=300, blank=True)
    search_url = models.CharField(max_length=2000, blank=True)  # with {words} where the words go
    order = models.PositiveSmallIntegerField(default=1)  # lower stands higher
    version = models.PositiveIntegerField(default=1)
    pinned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    pinned_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    objects = ShelfSourceQuerySet.as_manager()

    class Meta:
        ordering = ["topic", "order", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="a_pinned_source_has_a_title"),
            models.CheckConstraint(
                condition=Q(search_url="") | Q(search_url__contains=WORDS), name="a_search_has_words"
            ),
        ]
        indexes = [models.Index(F("topic"), F("order"), condition=Q(removed_at=None), name="shelf_by_topic")]

    def __str__(self) -> str:
        return self.title

    def search_for(self, words: str) -> str:
        """The address that searches this source for the words; empty when it cannot be searched."""
        if not self.search_url:
            return ""
        return self.search_url.replace(WORDS, urlencode({"": words[:MOST_WORDS]})[1:])
