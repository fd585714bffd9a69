"""Many people: residents, patients, pupils, voters, a whole town.

>>> find("Every household will pay."), find("The mayor left.")
(True, False)
"""

from claims.splitting.signs.phrases import any_of

PHRASE = "is about many people"

_MANY = any_of(
    r"""
    residents | households? | families | patients | pupils | students | children | citizens | voters | workers
    employees | customers | passengers | pensioners | taxpayers | drivers | homes | jobs | people | soldiers
    troops | refugees | tenants | commuters | villagers | population | men | women | nation | country
    commanders | officials | civilians | victims | deaths | died | killed | injured | evacuated
    """
)


def find(sentence: str) -> bool:
    """Whether the sentence concerns many people, or harm to them."""
    return _MANY.find(sentence)
