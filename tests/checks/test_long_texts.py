"""Long texts of strangers cost little time."""

from __future__ import annotations

import time

import pytest
from markupsafe import Markup

from dossier.drafting.identifiers import replace_in_text
from dossier.pages.mentions import linked
from dossier.reading.files import is_reserved_name
from dossier.reading.page_markup import markup_problems
from dossier.system.site_settings import MARKDOWN_EXTENSIONS

LENGTH = 400_000


def repeated(piece: str, length: int = LENGTH) -> str:
    return piece * (length // len(piece)) + "!"


@pytest.mark.parametrize(
    "piece", ["a", "CLM-2026-", "CLM-2026-NEW-a-", "<", "<a x='-2'>", "con.", ". ", "[", "1. ", "<b> "]
)
def test_a_long_text_costs_little(piece: str) -> None:
    text = f"{repeated(piece)} CLM-2026-0001"
    start = time.process_time()
    assert replace_in_text(text, {"CLM-2026-NEW-a": "CLM-2026-0001"})
    assert linked(Markup(text), {"CLM-2026-0001"}, str)
    is_reserved_name(text)
    list(markup_problems(repeated(piece, 30_000), MARKDOWN_EXTENSIONS))
    # With quadratic patterns, most of these texts take minutes. Ten seconds is far from both.
    assert time.process_time() - start < 10


def test_an_address_is_never_rewritten_and_a_word_around_it_is() -> None:
    numbers = {"CLM-2026-NEW-a": "CLM-2026-0001"}
    for kept in ("https://x.example/CLM-2026-NEW-a", "1https://x.example/CLM-2026-NEW-a", "(a+b://CLM-2026-NEW-a"):
        assert replace_in_text(kept, numbers) == kept
    assert replace_in_text("see.CLM-2026-NEW-a, +CLM-2026-NEW-a", numbers) == "see.CLM-2026-0001, +CLM-2026-0001"
    text = Markup("<a href='x'>CLM-2026-0001</a> CLM-2026-0001 <b CLM-2026-0001")
    assert linked(text, {"CLM-2026-0001"}, "<i>{}</i>".format) == (
        "<a href='x'>CLM-2026-0001</a> <i>CLM-2026-0001</i> <b CLM-2026-0001"
    )
