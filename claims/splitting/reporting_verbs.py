"""The verbs with which newspapers report, and what may follow each when it does.

A list, because no rule tells "said" from "sang". Each line names a frame, what it lets follow the verb:
``clause`` any clause ("said costs rose"), ``that`` only a clause that is plain to see ("wrote that", "found he"),
``object`` a noun phrase ("denounced the plan"), ``infinitive`` ("declined to say"), ``question`` ("asked whether"),
``end`` nothing, the words stand before ("…, she added"), ``beside`` a quotation, before or behind. What follows
``:`` in a word are the prepositions it reports with ("call:for,on").

>>> sorted(frames_of("denounces")), sorted(prepositions_of("boasted"))
(['beside', 'object'], ['about', 'of'])
"""

from collections.abc import Iterator

from claims.splitting.word_lists import word_set

_LINES = (
    ("clause end beside question", """
        say claim argue insist warn:of,about,against announce explain reply admit:to acknowledge deny confirm state
        recall predict declare allege testify:to,about vow concede conclude reveal stress complain:about,of promise
        pledge counter remark:on caution:against note suggest assert contend proclaim disclose emphasize emphasise
        reiterate speculate:about boast:of,about lament muse opine estimate joke:about tell tweet:about retweet
        acknowledge mention object:to profess swear advise reason remember retort assure remind inform
        maintain attest quip recount hint:at signal project forecast fret gripe gush guess clarify
        """),
    ("that end beside question", """
        write:of,about,to add report:on indicate observe respond:to,by post:about comment:on repeat imply
        agree:to,with,on recommend demand request answer demur interject chime email elaborate:on continue
        """),
    ("that end beside", "find show learn mean determine rule illustrate demonstrate read"),
    ("clause end question", """
        think:of believe:in know hope:for fear expect feel doubt suspect realize realise foresee imagine assume
        anticipate wonder regret
        """),
    ("that question", "understand recognize recognise decide prove worry:about care:about learn"),
    ("question beside", "ask:for,about,if inquire:about question"),
    ("object beside", """
        endorse criticize:for criticise accuse defend oppose praise denounce blast slam mock attack condemn reject
        dismiss decry deride tout hail blame cite laud assail lambast chide scold bash rip ridicule belittle
        disparage rebuke applaud bemoan echo champion downplay portray describe depict label brand dub
        liken characterize characterise deem term urge propose thank congratulate credit disavow repudiate
        challenge:on dispute rebut refute contradict welcome invoke reference
        criticize voice express question oppose despise dislike
        commend castigate excoriate skewer tease taunt admonish implore beseech encourage persuade
        announce promise predict forecast
        """),
    ("object", """
        detail outline list discuss address contemplate highlight underscore view recall mention support favor favour
        back call:for,on,out name prefer consider embrace propose identify quote
        """),
    ("beside", """
        shout cry exclaim whisper laugh yell chant scream grumble sneer crow snap interrupt intone
        ask call reject brag bellow mutter shrug begin conclude cheer plead retaliate charge fire
        """),
    ("infinitive", """
        decline refuse want plan hope seek vow promise pledge threaten offer agree intend prefer decide ask request
        wish aim opt urge expect claim like propose call
        """),
    ("", """
        refer:to point:to talk:about speak:about,of,against push:for rail:against allude:to lash:out elaborate:on
        apologize:for apologise:for campaign:for vote:for advocate:for focus:on sound:off weigh:in disagree:with
        insist:on argue:for,against press:for fight:for object:to react:to vouch:for joke:about
        """),
)  # fmt: skip

_IRREGULAR = {
    "say": "says said saying said",
    "tell": "tells told telling told",
    "write": "writes wrote writing written",
    "read": "reads read reading read",
    "find": "finds found finding found",
    "show": "shows showed showing shown",
    "think": "thinks thought thinking thought",
    "know": "knows knew knowing known",
    "feel": "feels felt feeling felt",
    "foresee": "foresees foresaw foreseeing foreseen",
    "swear": "swears swore swearing sworn",
    "mean": "means meant meaning meant",
    "understand": "understands understood understanding understood",
    "speak": "speaks spoke speaking spoken",
    "begin": "begins began beginning begun",
    "forecast": "forecasts forecast forecasting forecast",
    "fight": "fights fought fighting fought",
    "learn": "learns learned learning learned",
}
_DOUBLING = word_set("admit quip dub slam rip crow snap plan opt rebut brag") - {"crow"}
_VOWELS = "aeiou"

BASE, PRESENT, PAST, PARTICIPLE = "base", "present", "past", "participle"


def _inflect(lemma: str) -> Iterator[tuple[str, str]]:
    """The forms of a verb with their kind. A past form that is also the base ("read") is kept as past."""
    yield lemma, BASE
    if lemma in _IRREGULAR:
        present, past, participle, perfect = _IRREGULAR[lemma].split()
    else:
        present, past, participle = _regular(lemma)
        perfect = past
    yield from ((present, PRESENT), (participle, PARTICIPLE), (past, PAST), (perfect, PAST))


def _regular(lemma: str) -> tuple[str, str, str]:
    stem = lemma + lemma[-1] if lemma in _DOUBLING else lemma
    if lemma.endswith("e"):
        return f"{lemma}s", f"{lemma}d", f"{lemma[:-1]}ing"
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return f"{lemma[:-1]}ies", f"{lemma[:-1]}ied", f"{lemma}ing"
    present = f"{lemma}es" if lemma.endswith(("s", "sh", "ch", "x")) else f"{lemma}s"
    return present, f"{stem}ed", f"{stem}ing"


def _read_lines() -> dict[str, tuple[str, str, frozenset[str], frozenset[str]]]:
    frames: dict[str, set[str]] = {}
    prepositions: dict[str, set[str]] = {}
    for names, words in _LINES:
        for word in words.split():
            lemma, _, behind = word.partition(":")
            frames.setdefault(lemma, set()).update(names.split())
            prepositions.setdefault(lemma, set()).update(behind.split(",") if behind else ())
    return {
        form: (lemma, kind, frozenset(frames[lemma]), frozenset(prepositions[lemma]))
        for lemma in frames
        for form, kind in _inflect(lemma)
    }


FORMS = _read_lines()
"""Form of a verb → its lemma, kind of form, frames and prepositions."""


def frames_of(form: str) -> frozenset[str]:
    """What may follow a verb in this form; empty when the word is not in the list."""
    return FORMS[form][2] if form in FORMS else frozenset()


def prepositions_of(form: str) -> frozenset[str]:
    """With which prepositions a verb reports."""
    return FORMS[form][3] if form in FORMS else frozenset()
