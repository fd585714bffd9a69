"""What never stands in a log: the secrets that programs sign in and sign with."""

import re
from collections.abc import MutableMapping
from typing import Any

SECRETS = (
    (re.compile(r"(desk_[0-9a-f]{10})[0-9a-f]+"), r"\1…"),  # our tokens; what they begin with tells which
    (re.compile(r"(?i)(authorization\W{1,6}\w+\s+)[^\s'\",}]+"), r"\1…"),
    (re.compile(r"(whsec_)[\w+/=-]+"), r"\1…"),
    (re.compile(r"(?i)([?&]key=)[^&\s]+"), r"\1…"),  # of a search of claims that is pulled
)


def redact(logger: object, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A step of the log: everything said, with the secrets left out."""
    for name, value in event.items():
        event[name] = _without_secrets(value)
    return event


def _without_secrets(value: Any) -> Any:
    if isinstance(value, str):
        for secret, kept in SECRETS:
            value = secret.sub(kept, value)
    elif isinstance(value, dict):
        return {key: _without_secrets(inner) for key, inner in value.items()}
    elif isinstance(value, list | tuple):
        return [_without_secrets(inner) for inner in value]
    return value
