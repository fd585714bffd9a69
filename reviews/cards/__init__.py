"""The pictures that stand for a check where it is shared. Plain Python: words in, a PNG out."""
