"""Amounts with their units, normalised so that equal quantities meet whatever the words.

>>> text = "The fire burned 3,000 square miles, five times the size of London."
>>> first, second = find_quantities(text)
>>> text[second.start : second.end], same_amount(first, second)
('five times the size of London', True)
"""

from claims.splitting.quantities.finding import find_quantities, same_amount

__all__ = ["find_quantities", "same_amount"]
