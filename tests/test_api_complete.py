"""Whatever people do on the desk's pages, programs can do over the API: the same verbs, so the same refusals."""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from types import ModuleType

ROOMS = ("claims", "reviews")
# Verbs of the pages that no part of an article's way from intake to publication needs.
FOR_PEOPLE_ONLY = {
    "factcheck.accounts.inviting.invite": "an invitation goes to a person, from a person, by mail",
}
# One button of a page that does two things at once, each of which is a request of its own.
TWO_IN_ONE = {
    "reviews.drafting.write_and_hand_in": {"write_draft", "hand_in"},
    "reviews.writing_notes.write_and_answer": {"write_draft", "answer_note"},
}


def modules(package: str) -> Iterator[ModuleType]:
    around = importlib.import_module(package)
    for found in pkgutil.walk_packages(around.__path__, f"{package}."):
        yield importlib.import_module(found.name)


def meant_by(node: ast.AST, module: ModuleType) -> object:
    """What a name or `module.name` stands for in this module; None for anything else."""
    if isinstance(node, ast.Name):
        return vars(module).get(node.id)
    if isinstance(node, ast.Attribute):
        home = meant_by(node.value, module)
        return getattr(home, node.attr, None) if inspect.ismodule(home) else None
    return None


def is_verb(found: object) -> bool:
    """Keyword-only, done `by` somebody `at` a moment: the house's mark of a verb."""
    if not inspect.isfunction(found):
        return False
    known = inspect.signature(found).parameters.values()
    by_name = (inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD)
    return {"by", "at"} <= {one.name for one in known} and all(one.kind in by_name for one in known)


def verbs_of(*interfaces: str) -> dict[str, str]:
    """Every verb that is named in these interfaces, with one module that names it."""
    found: dict[str, str] = {}
    for module in (one for interface in interfaces for one in modules(interface)):
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            verb = meant_by(node, module)
            if is_verb(verb):
                found[full_name(verb)] = module.__name__
    return found


def full_name(verb: Callable) -> str:
    return f"{verb.__module__}.{verb.__name__}"


def test_every_verb_of_a_page_can_be_called_over_the_api():
    pages = verbs_of(*(f"{room}.desk" for room in ROOMS))
    api = verbs_of(*(f"{room}.api" for room in ROOMS))
    assert len(pages) > 120
    missing = {name: page for name, page in pages.items() if name not in api}
    assert {name: page for name, page in missing.items() if name not in {*FOR_PEOPLE_ONLY, *TWO_IN_ONE}} == {}
    assert {*FOR_PEOPLE_ONLY, *TWO_IN_ONE} == set(missing), "no longer missing"
    assert set().union(*TWO_IN_ONE.values()) <= {name.rpartition(".")[2] for name in api}


def test_the_search_finds_verbs_of_every_part_of_the_way():
    api = verbs_of(*(f"{room}.api" for room in ROOMS))
    for verb in (
        "claims.intake.submit_text",
        "claims.triage.deciding.accept_claim",
        "reviews.evidence.linking.link_evidence",
        "reviews.reviewing.submit_review",
        "reviews.drafting.hand_in",
        "reviews.publication.publishing.publish_verdict",
    ):
        assert verb in api
