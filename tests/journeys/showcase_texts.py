"""The checks of the showcase: a town on a harbour, its mayor, its market, its hospital. Nobody in it is real."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Said:
    """Where it was said or passed on."""

    outlet: str
    title: str
    day: date
    manner: str = "asserts"


@dataclass(frozen=True)
class Piece:
    """A piece of evidence."""

    publisher: str
    title: str
    excerpt: str
    stance: str = "refutes"


@dataclass(frozen=True)
class Text:
    """A check to publish. `more`: other fields of the draft."""

    claim: str
    title: str
    found: str
    label: str = "false"
    claimant: str = "Councillor Petra Holm"
    kind: str = "public_figure"
    topic: str = "Town council"
    said: tuple[Said, ...] = (Said("The Dunmere Chronicle", "Council, Tuesday night", date(2026, 4, 28)),)
    evidence: tuple[Piece, ...] = ()
    language: str = "en"
    more: dict[str, object] = field(default_factory=dict)


MINUTES = Piece(
    "Dunmere Town Council",
    "Minutes of the council, 14 April 2026",
    "The council resolved by eleven votes to six to put the sale before the town at the June meeting.",
)
LEDGER = Piece(
    "Dunmere Town Council",
    "Market office: weekly takings by pitch, 2024 to 2026",
    "Total declared takings, all 140 pitches, May 2025: £284,000 (May 2024: £412,000).",
    "context",
)
HOSPITAL = Piece(
    "St Brannoc’s Hospital Trust",
    "Emergency department, monthly return, March 2026",
    "Patients waiting longer than four hours: 1,912 of 6,204.",
)

# Who answered where no piece is written, and what a check says where nothing else is.
ASKED = (("Dunmere Town Council", "Answer to our questions, 6 May 2026"), ("Dunmere Library", "The town’s papers"))
WRITTEN: dict[str, object] = {
    "explanation": "We asked for the papers and read them. Both stand above, with **what they say** and where.",
    "not_established": "",
    "reply_outcome": "no_reply",
    "reply": "",
    "against_note": "We looked for papers that say otherwise and found none.",
    "independent_note": "Nobody else keeps these papers.",
}

TEXTS: dict[str, Text] = {
    "market": Text(
        claim="Stallholders’ takings at Dunmere market have fallen by half since the square was closed in April 2025.",
        title="Takings at Dunmere market fell by 31 per cent at all 140 pitches, not by half",
        found=(
            "The council’s returns for all 140 pitches show takings of £284,000 in May 2025 against £412,000 a year "
            "earlier: a fall of 31 per cent. The traders’ guild asked twelve stalls on the north side, by the dig. "
            "Theirs fell by 49 per cent, so the half is true of those twelve and of nobody else."
        ),
        label="mostly-false",
        claimant="Dunmere Traders’ Guild",
        kind="organisation",
        topic="Trade",
        said=(
            Said("The Dunmere Chronicle", "“Half our takings are gone”", date(2026, 4, 3)),
            Said("Radio Estuary", "Morning on the quay", date(2026, 4, 7), "reports"),
            Said("The Harbour Post", "Square closed a year: traders count losses", date(2026, 4, 20), "reports"),
            Said("Coast Weekly", "Who pays for the dig?", date(2026, 5, 1), "reports"),
        ),
        evidence=(
            LEDGER,
            Piece(
                "Dunmere Traders’ Guild",
                "What the guild asked, and whom",
                "Twelve members with pitches along the north side told us what they took.",
            ),
        ),
        more={
            "explanation": (
                "The guild’s figure goes back to **twelve stalls** whose pitches run along the fence. We asked for the "
                "forms and were shown nine of them.\n\n"
                "The market office writes down what each pitch declares every week. We added up May of both years:\n\n"
                "- May 2024: £412,000\n- May 2025: £284,000\n\n"
                "That is a fall of 31 per cent. Pitches on the south side, away from the dig, lost 22 per cent."
            ),
            "not_established": "What stalls take that they do not declare. Nobody counts that.",
            "reply_outcome": "answered",
            "reply": "The guild told us that it “spoke for those who were hit hardest” and has changed its leaflet.",
        },
    ),
    "tunnel": Text(
        claim="The harbour tunnel now carries more lorries than the coast road.",
        title="Lorries in the tunnel were counted for one week, and the coast road not at all",
        found="There is a count of 2,140 lorries a day in the tunnel in one week of February. Nobody counts the road.",
        label="unproven",
        claimant="Estuary Hauliers",
        kind="organisation",
        topic="Traffic",
        evidence=(
            Piece(
                "National Roads Office",
                "Tunnel count, week 7 of 2026",
                "Heavy vehicles per day, both directions: 2,140.",
                "context",
            ),
        ),
        more={"independent_note": "The roads office is the only one that counts there."},
    ),
    "explainer": Text(
        claim="The harbour board’s count shows where the town’s traffic goes.",
        title="What the harbour board’s yearly count of cars can tell, and what it cannot",
        found="The board counts at one place, in both directions, for one week of May. It asks no driver anything.",
        label="no-rating",
        claimant="Harbour Board",
        kind="organisation",
        topic="Traffic",
        more={"conclusion": "The count tells how many cars pass one place in May, and nothing of where they go."},
    ),
    "ferry": Text(
        claim="The ferry carried more than a million people in 2025.",
        title="The ferry carried 1,038,412 people in 2025, as the board says",
        found="The board’s yearbook counts tickets at both gates: 1,038,412. The unions’ own tally is 1,029,000.",
        label="true",
        claimant="Harbour Board",
        kind="organisation",
        topic="Traffic",
        evidence=(
            Piece("Harbour Board", "Yearbook 2025, table 3", "Passengers, both gates: 1,038,412.", "supports"),
            Piece("Seafarers’ Union", "Our tally for 2025", "By our count 1,029,000 people crossed.", "supports"),
        ),
    ),
    "hospital": Text(
        claim="One in ten patients at St Brannoc’s waits longer than four hours in the emergency department.",
        title="Fewer than one in ten waited longer than four hours at St Brannoc’s in March",
        found="The trust’s return for March counts 512 of 6,204 who waited longer than four hours: 8 per cent.",
        label="mostly-true",
        claimant="Councillor Petra Holm",
        topic="Health",
        evidence=(HOSPITAL,),
        more={
            "explanation": (
                "Every hospital hands in a return each month. We read the one for March and set it beside what the "
                "councillor said in the debate."
            ),
        },
    ),
    "lifeboat": Text(
        claim="The lifeboat was called out 400 times in 2025.",
        title="The lifeboat was called out 40 times in 2025, not 400",
        found="The station’s log has 40 calls between January and December 2025.",
        claimant="Coast Weekly",
        kind="outlet",
        topic="Harbour",
        evidence=(Piece("Dunmere Lifeboat Station", "Log of calls, 2025", "No. 40, 29 December: yacht aground."),),
    ),
    "stairs": Text(
        claim="The council has paid twice for the stairs to the beach.",
        title="The council paid once for the stairs to the beach; the second bill was sent back",
        found="Two bills arrived. The clerk, Ingrid Solvang, sent the second one back, and the builder withdrew it.",
        claimant="a caller to Radio Estuary",
        kind="private_person",
        evidence=(MINUTES,),
    ),
    "pool": Text(
        claim="The town pool is closed on Mondays.",
        title="The town pool is closed on Mondays until the boiler is mended",
        found="A notice on the door and the pool’s own page say so; the boiler is to be mended in May.",
        label="true",
        topic="Leisure",
        more={"outdated_after": date(2026, 6, 1)},
    ),
    "mast": Text(
        claim="The new mast on the mole was put up without permission.",
        title="The mast on the mole had its permission two months before it went up",
        found="The permit is dated 3 February 2026. Work began on 9 April.",
        topic="Harbour",
    ),
    "school": Text(
        claim="Nothing was spent on the school’s roof in ten years.",
        title="The school’s roof was mended twice in ten years",
        found="The accounts of 2018 and 2023 have £41,000 and £17,500 for the roof.",
        topic="Schools",
    ),
    "quay": Text(
        claim="A named family owns every house on the old quay.",
        title="Nine owners share the 31 houses on the old quay",
        found="The land register has nine owners for 31 houses.",
        topic="Housing",
        claimant="Quay Action",
        kind="organisation",
    ),
    "ukrainian": Text(
        claim="Порт Данмір торік прийняв удвічі більше суден, ніж позаторік.",
        title="Торік до порту Данмір зайшло на 12 відсотків більше суден, а не вдвічі",
        found="Журнал порту налічує 1 204 заходи у 2025 році проти 1 075 у 2024-му.",
        claimant="Олена Гайова",
        topic="Harbour",
        language="uk",
    ),
    "arabic": Text(
        claim="أُغلق نفق المرفأ ستين يومًا في عام 2025.",
        title="أُغلق نفق المرفأ 16 يومًا في عام 2025، لا ستين",
        found="يُحصي مكتب الطرق ستة عشر يومًا أُغلق فيها النفق في عام 2025، وكلها ليلًا.",
        claimant="سامي حدّاد",
        topic="Traffic",
        language="ar",
    ),
}

# What one person said on ten occasions: a page about them draws its counts from ten on.
MAYOR = "Mayor Tomas Brandt"
OF_THE_MAYOR: tuple[tuple[str, str, str, str], ...] = (
    ("true", "The town has no debts.", "The town has had no debts since 2022", "The accounts show none after 2022."),
    (
        "mostly-true",
        "Every bus in Dunmere is electric.",
        "All town buses but two are electric",
        "Thirty-four of 36 buses run on batteries; two old ones are kept for school trips.",
    ),
    (
        "false",
        "Crime on the quay has doubled.",
        "Reported crime on the quay fell by nine per cent",
        "Police counted 210 reports in 2025 and 231 in 2024.",
    ),
    (
        "mixed",
        "Rents have stopped rising because of our cap.",
        "Rents stopped rising, before the cap came in",
        "Rents stood still from March 2025. The cap came in October.",
    ),
    (
        "mostly-false",
        "We planted ten thousand trees.",
        "The town planted 3,900 trees; six thousand are saplings in a nursery",
        "The gardens office lists 3,900 trees in the ground and 6,100 in pots.",
    ),
    (
        "missing-context",
        "Unemployment is the lowest ever.",
        "Unemployment is the lowest since the count began anew in 2019",
        "It is 4.1 per cent. Figures before 2019 were counted in another way.",
    ),
    (
        "said-it",
        "The mayor called the opposition “barnacles”.",
        "The mayor did call the opposition “barnacles”",
        "The recording of the meeting has it at 1:12:40.",
    ),
    ("true", "The library opens on Sundays.", "The library opens on Sundays since May", "Its hours say so."),
    (
        "false",
        "Nobody has objected to the new hotel.",
        "There were 214 objections to the new hotel",
        "The planning office’s list has 214 entries.",
    ),
    (
        "misleading",
        "Our water is the cheapest on the coast.",
        "The water is cheap by the litre; the fixed fee is the highest on the coast",
        "A household pays £38 a month, the third most of eleven towns.",
    ),
)
