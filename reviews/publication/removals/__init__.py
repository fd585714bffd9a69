"""Taking something from readers for law and safety, and giving it back: one editor asks, another agrees."""

from reviews.publication.removals.asking import ask_removal
from reviews.publication.removals.counting import Places, Preview, preview
from reviews.publication.removals.deciding import agree_to_removal, refuse_removal

__all__ = ["Places", "Preview", "agree_to_removal", "ask_removal", "preview", "refuse_removal"]
