"""`manage.py split`: as it is called, a process of its own; and what it prints. Neither reaches any database."""

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

ROOT = Path(__file__).resolve().parents[3]
ARTICLE = ROOT / "seeds" / "port-lorne-cameras.txt"


def split(*arguments: str, received: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    hidden = {"DATABASE_URL", "REDIS_URL"}
    return subprocess.run(
        [sys.executable, "manage.py", "split", *arguments],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name not in hidden},
        input=received,
        capture_output=True,
        check=False,
    )


@pytest.fixture
def printed(monkeypatch):
    """What it prints, in this process: starting one takes longer than splitting."""

    def run(*arguments: str, received: bytes = b"") -> str:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(received)))
        said = io.StringIO()
        call_command("split", *arguments, stdout=said)
        return said.getvalue()

    return run


def test_the_candidates_of_a_file_are_printed():
    done = split(str(ARTICLE))
    printed = done.stdout.decode()
    assert done.returncode == 0
    assert "●●● Crime at Port Lorne harbour has fallen by 40 per cent" in printed
    assert "said by Ines Calloway" in printed
    assert printed.strip().endswith("passages use relative times: without a publication date they stay undated.")


def test_json_holds_everything_in_the_documented_shape(printed):
    shape = json.loads(printed(str(ARTICLE), "--json", "--published-on", "2025-03-18"))
    assert {*shape} == {
        *("version", "language", "passages", "quotations", "attributions", "candidates", "set_aside", "notes"),
        "unmarked",
    }
    text = ARTICLE.read_text(encoding="utf-8")
    assert {*shape["passages"][0]} == {"start", "end", "kind", "reason"}
    assert {*shape["quotations"][0]} == {"start", "end", "speaker", "rule", "confidence", "unclosed"}
    assert {*shape["attributions"][0]} == {"start", "end", "speaker", "cue"}
    assert {*shape["attributions"][0]["speaker"]} == {"name", "start", "end"}
    fields = {"start", "end", "text", "claimant", "types", "checkworthiness", "reasons", "relations"}
    beside = {"rule", "part_of", "type_reasons", "quantities", "context"}
    assert all({*one} == fields | beside for one in shape["candidates"])
    assert all(
        {*one["context"]} == {"when", "where", "references", "suggestion", "said_on"} for one in shape["candidates"]
    )
    assert all(one["text"] == text[one["start"] : one["end"]] for one in shape["candidates"])
    assert {"kind", "to"} == {key for one in shape["candidates"] for relation in one["relations"] for key in relation}
    assert shape["notes"] == []


def test_explain_prints_which_rule_did_what(printed):
    told = printed(str(ROOT / "seeds" / "vellmar-dam.html"), "--explain")
    assert "caption: marked as a caption in the page" in told
    assert re.search(r"^\d+-\d+ quotation: [a-z ]+, speaker Greta Haas, 0\.\d+ \| ", told, re.MULTILINE)
    assert "set aside: bare opinion" in told


def test_explain_says_of_each_claim_what_was_found_in_it(printed):
    told = printed(str(ARTICLE), "--explain", "--published", "2025-03-18")
    assert "352-421 claim " in told
    assert "    worth: 0." in told
    assert "    types: numeric (gives an amount: “£310,000”)" in told
    assert "    quantity: “£310,000” = 310000 GBP" in told
    assert "    when: “last week” = 2025-03-10 to 2025-03-16" in told
    assert re.search(r"^    relation: \w+ claim \d+$", told, re.MULTILINE)


def test_the_language_can_be_told(printed):
    told = json.loads(printed("-", "--json", "--language", "pt", received=b"A ponte fechou. Choveu."))
    assert told["language"] == "pt"


def test_a_parse_finds_speakers_that_the_rules_miss(printed):
    received = b"Ada Holt, who chairs the harbour board, is confident that dredging will start in May."
    plain = json.loads(printed("-", "--json", received=received))
    parsed = json.loads(printed("-", "--json", "--parse", received=received))
    assert plain["attributions"] == []
    assert [one["speaker"]["name"] for one in parsed["attributions"]] == ["Ada Holt"]


def test_standard_input_is_read():
    printed = split("-", received=b"The bridge at Marsh End closed on 5 May.").stdout.decode()
    assert "candidates: 1" in printed
    assert "The bridge at Marsh End closed on 5 May." in printed


def test_what_cannot_be_read_ends_with_one_clear_line():
    done = split("no-such-file")
    assert done.returncode == 1
    assert done.stdout == b""
    assert len(done.stderr.decode().strip().splitlines()) == 1


@pytest.mark.parametrize("received", [b"\x00", b"  "])
def test_what_has_no_text_is_refused_in_one_clear_line(printed, received):
    with pytest.raises(CommandError) as refusal:
        printed("-", received=received)
    assert refusal.value.returncode == 1
    assert len(str(refusal.value).strip().splitlines()) == 1
