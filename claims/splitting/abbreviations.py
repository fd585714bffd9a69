"""Words that are written with a full stop, by what the stop may mean behind them.

>>> "Dr" in NEVER_LAST, "Inc" in MAY_BE_LAST, "Nov" in MONTHS, "No" in BEFORE_NUMBER
(True, True, True, True)
>>> "Hr" in find_never_last("de-AT"), "Hr" in find_never_last("en")
(True, False)
"""

from functools import cache

from claims.splitting.word_lists import word_set

NEVER_LAST = word_set(
    """
    Mr Mrs Ms Mx Dr Drs Prof Profs Rev Revd Fr Hon Rt Gov Govs Lt Col Cols Gen Gens Maj Capt Cmdr Cdr Cpl Sgt Sgts
    Pvt Pte Pfc Adm Brig Sen Sens Rep Reps Pres Supt Insp Det Messrs Mme Mlle Mgr Msgr Ste Mt Ft Amb Atty Asst
    Dep Sec Ald Cllr Assoc Comdr Ens Const
    vs Vs v eg ie e.g i.e cf Cf viz approx ca circa incl esp resp Op nee née Jas Chas Geo Wm Thos
    """
)
"""Titles and links: what follows belongs to them, so the sentence goes on."""

MAY_BE_LAST = word_set(
    """
    Inc Ltd Co Cos Corp Plc plc LLC Bros Jr Sr Esq etc al St Ave Blvd Rd Hwy Pkwy Sq Apt Bldg Ctr Dept Univ Assn
    Govt Intl Natl Tues Thurs Weds ft oz lb lbs hr hrs min mins sec secs mph est Est ed Ed eds Ph Ala Ariz Ark Calif
    Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Penn Tenn Tex Va Vt
    Wash Wis Wisc Wyo Ont Que Sask Alta Lincs Yorks Lancs Hants Herts Beds Bucks Berks Cambs Glos Leics Notts Oxon
    Staffs Wilts Worcs Northants
    """
)
"""The sentence ends behind these only when the next word is one that opens sentences."""

MONTHS = word_set("Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec")
"""A number that follows is the day or the year; a capital letter opens a sentence."""

BEFORE_NUMBER = word_set("No no Nos nos Vol Vols vol vols Ch ch sec Art art Fig Figs fig figs Eq p pp para paras")
"""A number, a single letter or a Roman numeral that follows belongs to them."""

CLOCK = word_set("a.m p.m A.M P.M")
BEHIND_CLOCK = word_set(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April June July August September
    October November December ET EST EDT CT CST CDT MT MST MDT PT PST PDT GMT BST UTC CET CEST IST AEST Eastern Central
    Pacific Mountain Jan Feb Aug Sept Oct Nov Dec
    """
)

OPENERS_OF_SENTENCES = word_set(
    """
    The A An This That These Those There Here He She It They We You I His Her Its Their Our My Your And But Or Nor So
    Yet For If When While Where Why How What Who Which Whether Although Though Because Since As At By From In Into Of
    On Over To With Without Within Under Until Upon Through During Despite Before After About Above Across Against
    Among Between Both Each Every Either Neither Some Many Most Much More Less Few Several All Any Another Other Others
    One Two Three Four Five Six Seven Eight Nine Ten Hundreds Thousands Millions Dozens No Not Nobody Nothing None Now
    Then Thus Therefore However Moreover Meanwhile Instead Indeed Also Again Even Ever Never Once Only Just Still Soon
    Later Last Next Today Tomorrow Yesterday Perhaps Maybe Asked According Let Is Are Was Were Do Does Did Has Have Had
    Can Could Will Would Should May Might Must Police Officials Critics Experts People Everyone Everybody Someone
    Something Anyone It’s It's He’s He's She’s She's They’re They're We’re We're I’m I'm I’ve I've That’s That's
    There’s There's Don’t Don't
    """
)
"""Capitalised words that rarely follow an abbreviation inside a sentence."""

SMALL = word_set(
    """
    approx dept dist misc temp prov govt assn corp blvd hwy apt bldg ext tel fax max min mins hrs vol vols fig figs sec
    secs est incl excl esp resp viz etc ect inc ltd prof mag mgr mtg asst assoc attn ave ans avg cit dir doz misc incl
    ref refs rel ret rev sgt spec sq vet univ orig pres pron pub ser trans yrs yr wks mos lbs kgs cms kms tbsp tsp
    chap chaps para paras eds illus abbr anon auth bros cert cont diff div doc ed eng env equiv exec freq
    """
)
"""Abbreviations in small letters that a small letter may follow inside a sentence."""

SHORT_WORDS = word_set("it me up go so us is be do to on of by he we no or my you too off out")

EXCLAIMED = word_set("Yahoo Jeopardy Joomla Yum Oklahoma")
"""Names written with an exclamation mark."""

_OTHER_LANGUAGES = {
    "de": "Hr Fr Frl Hrn z B bzw ca Dipl Ing Nr Str St Abs Bd evtl ggf inkl sog u a d h usw vgl zzgl Mio Mrd Jh geb",
    "fr": "M MM Mme Mmes Mlle Me Mgr Pr St Ste env av apr art chap éd fig p pp vol cf",
    "es": "Sr Sra Srta Sres Dr Dra D Dña Ud Uds Lic Ing Gral Cía núm pág págs aprox art Av Excmo",
    "it": "Sig Sigg Dott Prof On Avv Ing Arch Geom art pag pagg ca es cfr vol",
    "pt": "Sr Sra Srs Dr Dra Prof Profa Eng Exmo Av núm pág art aprox",
    "nl": "dhr mevr mw dr drs ir mr ing prof bijv bv o a t n v enz nr blz art ca",
    "sv": "bl a t ex dvs d v s kl nr ca resp f d",
    "da": "bl a f eks dvs kl nr ca hhv cand",
    "nb": "bl a f eks dvs kl nr ca hhv cand",
    "pl": "ul prof dr inż mgr hab nr tzw tzn np im św r w ok gen płk ks woj al",
    "cs": "tzv např atd č p ul ing mgr prof doc sv st ml r",
    "ru": "г гг ул им проф акад тов т е д п руб коп тыс млн млрд стр см др ред св",
    "uk": "м вул ім проф акад т е д п грн коп тис млн млрд стор див р рр св",
}


_LETTERS = frozenset(letter for letter in map(chr, range(0x41, 0x590)) if letter.isalpha())
"""Latin, Greek, Cyrillic and Armenian ones: they stand for first names."""


@cache
def find_never_last(language: str) -> frozenset[str]:
    """The words behind which a sentence goes on, for a language code such as ``en`` or ``pt-BR``."""
    return NEVER_LAST | word_set(_OTHER_LANGUAGES.get(language.partition("-")[0].lower(), ""))


@cache
def find_known(language: str) -> frozenset[str]:
    """Every word, single letters among them, behind which a full stop may be part of the word."""
    return find_never_last(language) | MAY_BE_LAST | MONTHS | BEFORE_NUMBER | _LETTERS
