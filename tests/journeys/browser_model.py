"""What three people find out about one sentence of seeds/dunmere-bones.txt."""

ARTICLE = "dunmere-bones.txt"
WORDS = "Stallholders’ takings have fallen by half"
WORDING = "Stallholders’ takings at Dunmere market have fallen by half since the square was closed in April 2025."
CLAIMANT = "Dunmere traders’ guild"
SOURCES = [
    {
        "excerpt": "Declared takings of all 140 pitches, May: 2024 £412,000, 2025 £284,000.",
        "url": "https://dunmere.example/council/market-returns-2025-05.pdf",
        "title": "Market returns, May 2025",
        "publisher": "Dunmere Town Council",
        "published_on": "2025-06-16",
        "kind": "Primary",
        "location": "Table 1",
        "stance": "refutes",
    },
    {
        "excerpt": "Twelve stalls on the north side answered us. Their takings were down by 49 per cent on average.",
        "url": "https://dunmereguild.example/news/takings",
        "title": "What the closure costs us",
        "publisher": "Dunmere traders’ guild",
        "published_on": "2025-06-09",
        "kind": "Primary",
        "location": "Paragraph 3",
        "stance": "supports",
    },
]
LEAD = (
    "The council’s returns cover every pitch: 412,000 to 284,000 is a fall of 31 per cent. "
    "The guild’s half comes from twelve stalls beside the dig. A real fall, but not half, and not all stallholders."
)
SECOND = (
    "Down by a third on the only complete figures. The half is true of twelve stalls next to the trench. "
    "The core is right, the size is not, and the twelve are not “stallholders” at large."
)
TITLE = "Takings at Dunmere market fell by a third, not by half; the half comes from twelve stalls beside the dig"
FOUND = (
    "The council’s returns for all 140 pitches show takings of £284,000 in May 2025 against £412,000 a year earlier: "
    "a fall of 31 per cent. The traders’ guild asked twelve stalls on the north side, next to the dig. "
    "Theirs fell by 49 per cent."
)
EXPLANATION = (
    "Traders declare their takings to the council each month, and pay their pitch fee by them. "
    "**All 140 pitches are counted.** In May, the first full month after the square was closed, they declared "
    "£284,000, and £412,000 in May of the year before.\n\n"
    "The guild’s figure rests on twelve answers. All came from the north side, where the trench is:\n\n"
    "- north side: down by 49 per cent\n- the rest of the market: down by 29 per cent\n\n"
    "So takings did fall, and for some they fell by half."
)
NOT_ESTABLISHED = "How much of the fall is due to the closure. It rained on 19 days that May, and on 8 the year before."
REPLY = "The guild told us on 20 June: “Twelve answered. We never said it was all of them.”"
