"""`manage.py split` as it is called: a process of its own, without any database."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

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


def test_the_candidates_of_a_file_are_printed():
    done = split(str(ARTICLE))
    printed = done.stdout.decode()
    assert done.returncode == 0
    assert "●●● Crime at Port Lorne harbour has fallen by 40 per cent" in printed
    assert "said by Ines Calloway" in printed
    assert printed.strip().endswith("passages use relative times: without a publication date they stay undated.")


def test_json_holds_everything_in_the_documented_shape():
    shape = json.loads(split(str(ARTICLE), "--json", "--published-on", "2025-03-18").stdout)
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


def test_explain_prints_which_rule_did_what():
    printed = split(str(ROOT / "seeds" / "vellmar-dam.html"), "--explain").stdout.decode()
    assert "caption: marked as a caption in the page" in printed
    assert re.search(r"^\d+-\d+ quotation: [a-z ]+, speaker Greta Haas, 0\.\d+ \| ", printed, re.MULTILINE)
    assert "set aside: bare opinion" in printed


def test_explain_says_of_each_claim_what_was_found_in_it():
    printed = split(str(ARTICLE), "--explain", "--published", "2025-03-18").stdout.decode()
    assert "352-421 claim " in printed
    assert "    worth: 0." in printed
    assert "    types: numeric (gives an amount: “£310,000”)" in printed
    assert "    quantity: “£310,000” = 310000 GBP" in printed
    assert "    when: “last week” = 2025-03-10 to 2025-03-16" in printed
    assert re.search(r"^    relation: \w+ claim \d+$", printed, re.MULTILINE)


def test_the_language_can_be_told():
    told = json.loads(split("-", "--json", "--language", "pt", received=b"A ponte fechou. Choveu.").stdout)
    assert told["language"] == "pt"


def test_a_parse_finds_speakers_that_the_rules_miss():
    received = b"Ada Holt, who chairs the harbour board, is confident that dredging will start in May."
    plain = json.loads(split("-", "--json", received=received).stdout)
    parsed = json.loads(split("-", "--json", "--parse", received=received).stdout)
    assert plain["attributions"] == []
    assert [one["speaker"]["name"] for one in parsed["attributions"]] == ["Ada Holt"]


def test_standard_input_is_read():
    printed = split("-", received=b"The bridge at Marsh End closed on 5 May.").stdout.decode()
    assert "candidates: 1" in printed
    assert "The bridge at Marsh End closed on 5 May." in printed


@pytest.mark.parametrize(("arguments", "received"), [(["no-such-file"], b""), (["-"], b"\x00"), (["-"], b"  ")])
def test_what_cannot_be_read_ends_with_one_clear_line(arguments, received):
    done = split(*arguments, received=received)
    assert done.returncode == 1
    assert done.stdout == b""
    assert len(done.stderr.decode().strip().splitlines()) == 1
