"""An opinion: a judgement, a feeling, a wish. A hint, not a proof.

>>> find("It is a disgrace and ministers should be ashamed."), find("The council met on Monday.")
(True, False)
"""

from claims.splitting.signs.phrases import any_of

PHRASE = "is a matter of opinion"

_JUDGING = any_of(
    r"""
    disgrace(?:ful)? | shame(?:ful)? | ashamed | outrag(?:e|eous) | terrible | awful | wonderful | brilliant
    beautiful | ugly | appalling | shocking | stunning | incredible | remarkable | pathetic | ridiculous
    absurd | unfair | wrong | wise | foolish | reckless | heartless | tragic | tragedy | sad | sadly | proud
    huge | enormous | symbolic | essential | crucial | vital | important | deserves? | ought to | (?<!^)should | must
    i think | i believe | we believe | i feel | in my view | in our view | frankly | surely | simply | clearly
    obviously | arguably | hard to | too (?:much|many|little|late|long|few) | enough is enough | good | bad
    best | worst | fatal | battered | reeling | impossible | betray(?:s|ed|al) | failure | nonsense | hopeless
    scandal(?:ous)? | priceless | heart | soul | feels? | hope | hopes
    """
)


def find(sentence: str) -> bool:
    """Whether the sentence judges rather than tells."""
    return _JUDGING.find(sentence)


def words(sentence: str) -> str:
    """The words that judge, "" when there are none."""
    return _JUDGING.words(sentence)
