"""One test for each id of the system checks, and for the two starts that settings refuse by themselves."""

import os
import subprocess
import sys

import pytest
from django.conf import settings as configured
from django.core import checks

WIDE = ["facts.example"]
GOOD = {
    "ALLOWED_HOSTS": WIDE,
    "PUBLIC_ORIGIN": "https://facts.example",
    "HTTPS": True,
    "DEBUG": False,
    "DEMO": False,
    "SECRET_KEY": "Zp3qX9vLr7TsWm2Yk8Ba5Nd4Ge6Hf1Ju0-unlike-any-other",
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
}


@pytest.fixture
def found(settings):
    """The ids found with these changes to settings fit for a server."""

    def find(**changes) -> set[str]:
        for name, value in {**GOOD, **changes}.items():
            setattr(settings, name, value)
        messages = checks.run_checks(tags=[checks.Tags.security], include_deployment_checks=True)
        return {message.id for message in messages if message.id.startswith("desk.")}

    return find


def test_a_good_server_passes(found):
    assert found() == set()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"DEMO": True}, "desk.E001"),
        ({"DEBUG": True}, "desk.E002"),
        ({"SECRET_KEY": "changeme"}, "desk.E003"),
        ({"SECRET_KEY": "a" * 60}, "desk.E003"),
        ({"ALLOWED_HOSTS": ["*"]}, "desk.E004"),
        ({"PUBLIC_ORIGIN": "facts.example"}, "desk.E005"),
        ({"PUBLIC_ORIGIN": "https://facts.example/desk"}, "desk.E005"),
        ({"HTTPS": False}, "desk.W001"),
        ({"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}, "desk.W002"),
    ],
)
def test_each_fault_has_its_id(found, changes, expected):
    assert found(**changes) == {expected}


def test_parsing_without_its_extra_is_a_fault(found, monkeypatch):
    assert found(PARSE=True) == set()
    monkeypatch.setitem(sys.modules, "spacy", None)
    assert found(PARSE=True) == {"desk.E006"}


def test_a_laptop_may_do_all_of_it(found):
    here = {"ALLOWED_HOSTS": ["localhost"], "DEMO": True, "DEBUG": True, "SECRET_KEY": "x", "HTTPS": False}
    assert found(**here, EMAIL_BACKEND="django.core.mail.backends.console.EmailBackend") == set()


@pytest.mark.parametrize(
    ("env", "words"),
    [({"SECRET_KEY": ""}, "SECRET_KEY is not set"), ({"DEMO": "1"}, "DEMO=1 serves this machine only")],
)
def test_settings_refuse_to_start_a_server_without_secret_or_as_a_demo(env, words):
    env = {**os.environ, "ALLOWED_HOSTS": "facts.example", "SECRET_KEY": "y" * 50, **env}
    command = [sys.executable, "manage.py", "check"]
    ended = subprocess.run(command, env=env, cwd=configured.BASE_DIR, capture_output=True, text=True, check=False)
    assert ended.returncode != 0
    assert words in ended.stderr.splitlines()[-1]
