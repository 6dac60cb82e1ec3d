"""Digests of reviewed texts, which have no salt.

With the digest of a text that is gone, a guess of the removed words could be confirmed. A review may be older than the
revision that has it, and of a text that was never published, so nobody can know if that text had the words.
"""

from __future__ import annotations

import json
from collections.abc import Collection

from dossier.model.redaction import MARK
from dossier.model.written_text import digest_of_fields


def text_digest_of(record: bytes) -> str:
    """The digest of the text in a `record.json`, as reviews have it."""
    return digest_of_fields(json.loads(record)["record"])


def without_digests(page: str, record: bytes, texts: Collection[str]) -> tuple[str, bytes]:
    """The page and the record with marks in place of the digests, except those of texts that stay published."""
    for removed in removed_digests(record, texts):
        page, record = page.replace(removed, MARK), record.replace(removed.encode(), MARK.encode())
    return page, record


def removed_digests(record: bytes, texts: Collection[str]) -> list[str]:
    """The digests in the reviews of a `record.json`, except those of texts that stay published."""
    reviews = json.loads(record)["record"].get("reviewed", ())
    return [review["text"] for review in reviews if review.get("text", MARK) not in {MARK, *texts}]
