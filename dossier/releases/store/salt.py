"""The salt of published files: random bits that a redaction replaces.

The hashes of published files stay in the manifests for good. Without the salt, a person who guesses the words that a
redaction removed could confirm the guess with the old hash. With it, nobody can who does not have the old file.
Revisions are compared without their salts. Notices of suspensions have a salt, because their reasons may be redacted.
"""

from __future__ import annotations

import re
import secrets

from dossier.releases.store.canonical_json import SCHEMA

_SALT = re.compile("[0-9a-f]{32}")
# RFC 8785 sorts the names, so the salt is next to the schema, which is last.
_SCHEMA = f',"schema":"{SCHEMA}"}}'.encode()
_IN_NOTICE = re.compile(rb',"salt":"(%b)",' % _SALT.pattern.encode())
_IN_RECORD = re.compile(rb',"salt":"(%b)"(?=%b\Z)' % (_SALT.pattern.encode(), re.escape(_SCHEMA)))


def new_salt() -> str:
    """128 random bits in hexadecimal."""
    return secrets.token_hex(16)


def is_salt(text: object) -> bool:
    """True for a text that can be a salt."""
    return isinstance(text, str) and _SALT.fullmatch(text) is not None


def salt_of(record: bytes) -> str | None:
    """The salt in a `record.json`, or None if it has none."""
    match = _IN_RECORD.search(record)
    return None if match is None else match[1].decode()


def salt_of_notice(notice: bytes) -> str | None:
    """The salt in the notice that takes the place of a `record.json`, or None if it has none."""
    match = _IN_NOTICE.search(notice)
    return None if match is None else match[1].decode()


def without_salt(record: bytes) -> bytes:
    """The `record.json` without its salt."""
    return _IN_RECORD.sub(b"", record)


def with_other_salt(content: bytes, old: str | None, new: str) -> bytes:
    """The page, record or description with another salt than its old salt, which nothing else in it looks like."""
    return content if old is None else content.replace(old.encode(), new.encode())


def with_salt(record: bytes, salt: str) -> bytes:
    """The `record.json`, which has no salt, with this salt."""
    return record.removesuffix(_SCHEMA) + f',"salt":"{salt}"'.encode() + _SCHEMA
