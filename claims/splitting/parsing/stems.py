"""The stem under which a word's counts are kept, the same for "hopes", "hoped" and "hoping".

>>> [stem(word) for word in ("said", "says", "hoped", "thought", "assertions")]
['say', 'say', 'hope', 'think', 'assert']
"""

import Stemmer

from claims.splitting.reporting_verbs import FORMS

_IRREGULAR = """
    think thought, feel felt, know knew known, see saw seen, mean meant, hold held, go went gone goes, give gave given,
    take took taken, make made, come came, find found, get got gotten, leave left, send sent, put, set, keep kept,
    begin began begun, bring brought, choose chose chosen, draw drew drawn, run ran, win won, lose lost, stand stood,
    understand understood, be is are was were been am, have has had, do does did done, lay laid, spell spelt
"""
_BASES = {form: forms.split()[0] for forms in _IRREGULAR.split(",") for form in forms.split()}
_STEMMER = Stemmer.Stemmer("english")


def stem(word: str) -> str:
    """The stem of a word in lower case."""
    base = FORMS[word][0] if word in FORMS else _BASES.get(word, word)
    return str(_STEMMER.stemWord(base))
