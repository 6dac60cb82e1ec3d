"""Text and JSON escaped for HTML."""

from __future__ import annotations

import json

import markupsafe
from hypothesis import given
from hypothesis import strategies as st

from dossier.site.escaping import escaped, escaped_json

TEXTS = st.text(st.sampled_from("&<>\"'\u2028/ax;#"))


@given(TEXTS)
def test_text_is_escaped_as_templates_escape_it(text: str) -> None:
    assert escaped(text) == str(markupsafe.escape(text))
    assert type(escaped(text)) is str


@given(TEXTS)
def test_json_cannot_end_its_script(text: str) -> None:
    script = escaped_json({text: [text]})
    assert not set(script) & set("<>&\u2028")
    assert json.loads(script) == {text: [text]}
