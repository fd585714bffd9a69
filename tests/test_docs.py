"""What is promised in docs is checked; and each check says how much it must have found, so it cannot check nothing."""

import ast
import itertools
import re
from pathlib import Path

import pytest
from django.conf import settings

from claims import states as claim_states
from factcheck.core import errors
from factcheck.jobs import registry
from factcheck.jobs.models import JobState
from factcheck.web.error_codes import families
from factcheck.webhooks.states import DELIVERY_TRANSITIONS, DeliveryStatus, OffBecause
from reviews import states as review_states
from tests.routes import own_routes

ROOT = Path(settings.BASE_DIR)
ROOMS = ("factcheck", "claims", "reviews")


def read(name: str) -> str:
    return (ROOT / name).read_text()


def test_every_setting_is_documented():
    asked = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', read("factcheck/settings.py")))
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", read("docs/operations.md"), re.MULTILINE))
    assert len(asked) >= 20
    assert asked <= documented, f"not in docs/operations.md: {sorted(asked - documented)}"
    assert documented - asked <= settings_read_elsewhere(), "documented, but nothing reads them"


def settings_read_elsewhere() -> set[str]:
    return {name for path in python_files() for name in re.findall(r'environ[^"]*"([A-Z_]+)"', path.read_text())}


def test_every_make_target_is_listed_by_help_and_named_in_the_docs():
    targets = set(re.findall(r"^([a-z-]+):.*##", read("Makefile"), re.MULTILINE))
    declared = set(read("Makefile").split(".PHONY:")[1].split("\n")[0].split())
    assert len(targets) >= 14
    assert targets == declared
    text = read("README.md") + read("CONTRIBUTING.md") + read("docs/operations.md")
    assert [name for name in targets if f"make {name}" not in text and f"`{name}`" not in text] == []


@pytest.mark.parametrize(
    "statuses",
    [
        claim_states.ArticleStatus,
        claim_states.ClaimStatus,
        claim_states.Suggestion,
        claim_states.DeskModelStatus,
        claim_states.TipStatus,
        review_states.RoundStatus,
        review_states.AssignmentStatus,
        review_states.DraftStatus,
        review_states.ComplaintStatus,
        review_states.ComplaintKind,
        review_states.ContactStatus,
        review_states.LetterState,
        review_states.SnapshotStatus,
        review_states.CaptureFault,
        review_states.PublicState,
        review_states.RemovalKind,
        review_states.RemovalStatus,
        review_states.Ground,
        review_states.Removed,
        review_states.RecheckReason,
        review_states.RecheckDecision,
        review_states.WatchState,
        DeliveryStatus,
        OffBecause,
        JobState,
    ],
    ids=lambda statuses: statuses.__name__,
)
def test_every_status_is_documented_with_its_word(statuses):
    page = read("docs/states.md")
    missing = [value for value, label in statuses.choices if f"| `{value}` | {label} |" not in page]
    assert missing == []


@pytest.mark.parametrize(
    "table",
    [
        claim_states.ARTICLE_TRANSITIONS,
        claim_states.CLAIM_TRANSITIONS,
        claim_states.DESK_MODEL_TRANSITIONS,
        review_states.ROUND_TRANSITIONS,
        review_states.ASSIGNMENT_TRANSITIONS,
        review_states.DRAFT_TRANSITIONS,
        review_states.CONTACT_TRANSITIONS,
        review_states.COMPLAINT_TRANSITIONS,
        claim_states.TIP_TRANSITIONS,
        review_states.SNAPSHOT_TRANSITIONS,
        review_states.REMOVAL_TRANSITIONS,
        DELIVERY_TRANSITIONS,
    ],
    ids=[
        "article",
        "claim",
        "desk model",
        "round",
        "assignment",
        "draft",
        "contact",
        "complaint",
        "tip",
        "copy",
        "removal",
        "delivery",
    ],
)
def test_every_move_is_documented(table):
    page = read("docs/states.md")
    assert [move for move, to in table.items() if f"| `{move[0]}` | {move[1]} | `{to}` |" not in page] == []


def test_every_error_code_is_documented():
    codes = family_codes() | codes_in_source()
    documented = set(re.findall(r"^\| `([a-z_]+)` \|", read("docs/api.md"), re.MULTILINE))
    assert len(codes) >= 30
    assert codes <= documented, f"not in docs/api.md: {sorted(codes - documented)}"


def test_the_page_of_error_codes_says_what_the_docs_say():
    rows = re.findall(r"^\| `([a-z_]+)` \|(?: (\d{3}) \|)? (.+) \|$", errors_documented(), re.MULTILINE)
    told = [code for family in families() for code in family.codes]
    assert [(code.key, code.meaning) for code in told] == [(key, words.replace("`", "")) for key, _, words in rows]
    said = {key: int(status) for key, status, _ in rows if status}
    assert {code.key: code.status for code in told if code.key in said} == said
    assert len({code.key for code in told}) == len(told)


def errors_documented() -> str:
    return read("docs/api.md").partition("\n## Errors\n")[2].partition("\n## ")[0]


def family_codes() -> set[str]:
    return {kind.code for kind in vars(errors).values() if isinstance(kind, type) and hasattr(kind, "code")}


def codes_in_source() -> set[str]:
    """The codes that refusals are given in the source."""
    found = set()
    for path in python_files():
        for node in ast.walk(ast.parse(path.read_text())):
            found |= {word for word in words_of(node) if re.fullmatch(r"[a-z]+(_[a-z]+)*", word)}
    return found


def words_of(node: ast.AST):
    """`code="…"` of a refusal or its class; and any word that stands before its sentence, as in
    `Invalid.field("url", "url_not_allowed", "Only web addresses …")` and `return "too_long", "At most …"`."""
    if isinstance(node, ast.Call):
        yield from before_a_sentence(node.args)
        if ast.unparse(node.func).rsplit(".", 1)[-1][0].isupper():
            yield from [word for keyword in node.keywords if keyword.arg == "code" for word in constants(keyword.value)]
    elif isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
        yield from before_a_sentence(node.value.elts)
    elif isinstance(node, ast.ClassDef) and REFUSALS & {ast.unparse(base).rsplit(".", 1)[-1] for base in node.bases}:
        yield from [
            word
            for line in node.body
            if isinstance(line, ast.Assign) and ast.unparse(line.targets[0]) == "code"
            for word in constants(line.value)
        ]


def before_a_sentence(words: list[ast.expr]):
    for word, next_word in itertools.pairwise(words):
        texts = constants(next_word)
        is_sentence = isinstance(next_word, ast.JoinedStr) or any(" " in text and text[-1] in ".?" for text in texts)
        if isinstance(word, ast.Constant) and isinstance(word.value, str) and is_sentence and "_" in word.value:
            yield word.value


def constants(node: ast.AST):
    return [word.value for word in ast.walk(node) if isinstance(word, ast.Constant) and isinstance(word.value, str)]


REFUSALS = {name for name, kind in vars(errors).items() if isinstance(kind, type) and hasattr(kind, "code")}


def python_files():
    for room in ROOMS:
        yield from (ROOT / room).rglob("*.py")


def test_every_decision_is_numbered_once():
    numbers = [path.name[:4] for path in sorted((ROOT / "docs/decisions").glob("*.md"))]
    assert numbers == [f"{n:04}" for n in range(1, len(numbers) + 1)]


def test_every_dependency_has_its_reason():
    project = read("pyproject.toml")
    block = project[project.index("dependencies = [") : project.index("[tool.ruff]")]
    names = set(re.findall(r'^\s+"([a-z0-9-]+)', block, re.MULTILINE))
    assert len(names) >= 30
    page = read("docs/dependencies.md")
    assert [name for name in sorted(names) if name not in page] == []


@pytest.mark.parametrize(("prefix", "least"), [("api/v1/", 80), ("api/public/v1/", 10)])
def test_every_route_of_the_api_is_documented_and_none_that_does_not_exist(prefix, least):
    routes = {route.removeprefix(prefix) for route in own_routes() if route.startswith(prefix)} - {""}
    routes = {re.sub("<[^>]*>", "<>", route) for route in routes}
    assert len(routes) > least
    before, _, rest = read("docs/api.md").partition("\n## Public API\n")
    public, _, after = rest.partition("\n## Desk API\n")
    assert documented_routes(public if "public" in prefix else before + after) == routes


def documented_routes(text: str) -> set[str]:
    """The paths in the first column of a table; `…/x/` goes on where the one before it names a row."""
    found = set()
    for cell in re.findall(r"^\| ((?:GET|POST|PUT|DELETE)[^|]*) \|", text, re.MULTILINE):
        base = ""
        for path in (re.sub("<[^>]*>", "<>", path) for path in re.findall("`([^`]+)`", cell)):
            if path.startswith("…/"):
                found.add(base + path.removeprefix("…/"))
            else:
                base = path[: path.rfind("<>/") + 3]
                found.add(path)
    return found


def test_all_recurring_work_is_documented():
    ours = [kind for kind in registry.KINDS.values() if kind.handler.__module__.startswith(ROOMS)]
    recurring = {kind.words for kind in ours if kind.every}
    table = r"^\| (?:minute|day|\d+ minutes) \| ([^|]+) \|"
    documented = set(re.findall(table, read("docs/operations.md"), re.MULTILINE))
    assert len(recurring) >= 6
    assert documented == recurring
