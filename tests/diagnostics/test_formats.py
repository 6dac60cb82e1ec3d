"""Reports are complete, and text of authors cannot control the program."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.checks.explain import explanation
from dossier.diagnostics import Diagnostic, Label, Severity, Span, github, json_report, sarif, terminal
from dossier.diagnostics.formats import Format, ReportStyle, choose_style

PATH = "evidence/claims/CLM-2026-0001.yaml"
WARNING = Diagnostic(
    "weak-corroboration",
    "every source of `CLM-2026-0001` goes back to `SRC-2026-0003`",
    Span(PATH, 3, 11, 3, 23),
    help="cite a source with an origin of its own: 100% sure, or lower",
    severity=Severity.WARNING,
    related=(Label(Span(PATH, 9, 13, 9, 26), "goes back to `SRC-2026-0003`"),),
)
WHOLE_FILE = Diagnostic(
    "no-records", "the folder `evidence` holds no record", Span("evidence"), help="run `new` to begin"
)

Render = Callable[[Diagnostic, list[str]], str]


def _text(diagnostic: Diagnostic, lines: list[str]) -> str:
    return "\n".join(terminal.render([diagnostic], lambda _: lines))


def _coloured(diagnostic: Diagnostic, lines: list[str]) -> str:
    # Only our own colour codes are removed, so that any other control sequence is seen.
    return re.sub(
        r"\x1b\[(?:1;3[1346]|1|0)m", "", "\n".join(terminal.render([diagnostic], lambda _: lines, colour=True))
    )


def _github(diagnostic: Diagnostic, _: list[str]) -> str:
    return "\n".join(github.render([diagnostic]))


def _json(diagnostic: Diagnostic, _: list[str]) -> str:
    return "".join(json_report.render([diagnostic], 3))


def _sarif(diagnostic: Diagnostic, _: list[str]) -> str:
    return "".join(sarif.render([diagnostic], explanation, "1.0"))


RENDERERS: dict[Format, Render] = {Format.FULL: _text, Format.GITHUB: _github, Format.JSON: _json, Format.SARIF: _sarif}
HOSTILE = (
    "::error file=x::forged",
    "\n::error::forged",
    "\r::stop-commands::x",
    "##[add-path]/tmp/x",
    "###[error]",
    "\x1b[2J\x1b]0;title\x07",
    "\x9b31m",
    "a\u202eb\u2066c",
    "\u2028::error::x",
    "%0A::error::x",
    "%0D%0A",
    "a,title=forged",
    "a:b",
    "\udcff",
    "\x00\x08\x7f",
)
_HOSTILE_TEXT = st.lists(st.sampled_from([*HOSTILE, "##", "[", ":", "%", " ", "x"]) | st.text(max_size=3), max_size=5)


def _commands(report: str) -> Iterator[str]:
    """The lines that GitHub's runner treats as commands, by the rules of actions/runner."""
    for line in re.split(r"\r\n|\r|\n", report):
        if line.lstrip().startswith("::") or "##[" in line:
            yield line


@pytest.mark.parametrize("wanted", [*RENDERERS, "coloured"])
@given(parts=st.tuples(*[_HOSTILE_TEXT.map("".join)] * 5))
def test_text_of_an_author_is_never_a_command(wanted: Format | str, parts: tuple[str, ...]) -> None:
    message, help_, path, label, line = parts
    lines = [f"id: x{line}".replace("\n", " ")] * 3
    related = (Label(Span(f"evidence/{path}", 2, 1, 2, 4), label),)
    diagnostic = Diagnostic("syntax", message, Span(f"evidence/{path}", 1, 3, 1, 9), help=help_, related=related)
    report = _coloured(diagnostic, lines) if wanted == "coloured" else RENDERERS[Format(wanted)](diagnostic, lines)
    assert [char for char in report if char != "\n" and not char.isprintable()] == []
    commands = list(_commands(report))
    if wanted is Format.GITHUB:
        assert commands == [report]
        assert re.fullmatch(r"::error file=[^:,]*,line=1,endLine=1,col=3,endColumn=9,title=syntax::[^\n]*", report)
    else:
        assert commands == []


def test_an_annotation_holds_place_message_help_and_code() -> None:
    assert _github(WARNING, []) == (
        f"::warning file={PATH},line=3,endLine=3,col=11,endColumn=23,title=weak-corroboration"
        "::every source of `CLM-2026-0001` goes back to `SRC-2026-0003`"
        f"%0Anote: goes back to `SRC-2026-0003` ({PATH}:9:13)"
        "%0Ahelp: cite a source with an origin of its own: 100%25 sure, or lower%0A[weak-corroboration]"
    )
    assert _github(WHOLE_FILE, []).startswith("::error file=evidence,title=no-records::the folder")


def test_an_annotation_of_several_lines_has_no_columns() -> None:
    several = Diagnostic("empty-field", "m", Span(PATH, 3, 5, 7, 1))
    assert _github(several, []).startswith(f"::error file={PATH},line=3,endLine=7,title=empty-field::m")


def test_an_annotation_escapes_the_path() -> None:
    odd = Diagnostic("stray-file", "m", Span("evidence/a,b:c%.txt"))
    assert _github(odd, []).startswith("::error file=evidence/a%2Cb%3Ac%25.txt,title=stray-file::m")


def test_the_json_document_counts_and_lists() -> None:
    document = json.loads("".join(json_report.render([WARNING, WHOLE_FILE], 134)))
    assert {name: document[name] for name in ("version", "records", "errors", "warnings")} == {
        "version": 1,
        "records": 134,
        "errors": 1,
        "warnings": 1,
    }
    first, second = document["diagnostics"]
    assert first["place"] == {"path": PATH, "line": 3, "column": 11, "end_line": 3, "end_column": 23}
    assert first["related"][0]["place"]["line"] == 9
    assert second["place"] == {"path": "evidence"}
    assert json.loads("".join(json_report.render([], 0)))["diagnostics"] == []


@pytest.mark.parametrize("words", HOSTILE)
def test_programs_get_the_text_unchanged(words: str) -> None:
    diagnostic = Diagnostic("syntax", words, Span(f"evidence/{words}", 1, 1, 1, 2))
    found = json.loads(_json(diagnostic, []))["diagnostics"][0]
    assert (found["message"], found["place"]["path"]) == (words, f"evidence/{words}")
    result = json.loads(_sarif(diagnostic, []))["runs"][0]["results"][0]
    assert result["message"]["text"] == words


def test_sarif_has_rules_places_and_relative_addresses() -> None:
    log = json.loads("".join(sarif.render([WARNING, WHOLE_FILE], explanation, "1.0")))
    assert log["version"] == "2.1.0"
    run = log["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["no-records", "weak-corroboration"]
    assert all(rule["help"]["text"] == explanation(rule["id"]) for rule in run["tool"]["driver"]["rules"])
    first, second = run["results"]
    assert (first["ruleIndex"], first["level"]) == (1, "warning")
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": PATH, "uriBaseId": "%SRCROOT%"}
    assert place["region"] == {"startLine": 3, "startColumn": 11, "endLine": 3, "endColumn": 23}
    assert "region" not in second["locations"][0]["physicalLocation"]


def test_sarif_addresses_are_encoded() -> None:
    odd = Diagnostic("stray-file", "m", Span("evidence/a b%é\udce9#.txt"))
    uri = json.loads(_sarif(odd, []))["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert uri["uri"] == "evidence/a%20b%25%C3%A9%E9%23.txt"
    assert unquote(uri["uri"], errors="surrogateescape") == "evidence/a b%é\udce9#.txt"


def test_marks_are_under_the_words() -> None:
    block = _text(WARNING, ["id: x", "statement: y", "standing: corroborated"]).splitlines()
    assert block[2:5] == ["  |", "3 | standing: corroborated", "  |           ^^^^^^^^^^^^"]


@pytest.mark.parametrize("before", ["x" * 500, "é" * 500, "\u202e" * 500])
def test_marks_are_under_the_words_of_a_long_line(before: str) -> None:
    line = f"{before}WORD{'y' * 500}"
    diagnostic = Diagnostic("syntax", "m", Span(PATH, 1, 501, 1, 505))
    shown, marks = _text(diagnostic, [line]).splitlines()[3:5]
    assert shown[marks.index("^") :].startswith("WORD")
    assert marks.count("^") == 4
    assert len(shown) < 200


def test_a_place_beyond_the_file_shows_no_line() -> None:
    assert _text(WARNING, []).splitlines()[:3] == [
        "warning[weak-corroboration]: every source of `CLM-2026-0001` goes back to `SRC-2026-0003`",
        f"  --> {PATH}:3:11",
        "  note: goes back to `SRC-2026-0003`",
    ]


@pytest.mark.parametrize(
    ("wanted", "environ", "is_terminal", "expected"),
    [
        (Format.AUTO, {}, True, ReportStyle(Format.FULL, colour=True)),
        (Format.AUTO, {}, False, ReportStyle(Format.FULL)),
        (Format.AUTO, {"NO_COLOR": "1"}, True, ReportStyle(Format.FULL)),
        (Format.AUTO, {"NO_COLOR": ""}, True, ReportStyle(Format.FULL, colour=True)),
        (Format.AUTO, {"TERM": "dumb"}, True, ReportStyle(Format.FULL)),
        (Format.AUTO, {"GITHUB_ACTIONS": "true"}, False, ReportStyle(Format.GITHUB)),
        (Format.AUTO, {"GITHUB_ACTIONS": "false"}, False, ReportStyle(Format.FULL)),
        (Format.FULL, {"GITHUB_ACTIONS": "true"}, False, ReportStyle(Format.FULL)),
        (Format.JSON, {"GITHUB_ACTIONS": "true"}, True, ReportStyle(Format.JSON)),
        (Format.SARIF, {}, True, ReportStyle(Format.SARIF)),
    ],
)
def test_the_environment_chooses_the_style(
    wanted: Format, environ: dict[str, str], is_terminal: bool, expected: ReportStyle
) -> None:
    assert choose_style(wanted, environ, is_terminal=is_terminal) == expected
