"""Options with invisible characters are refused, and messages do not repeat them."""

from __future__ import annotations

from pathlib import Path

import pytest

from dossier.cli import main
from dossier.errors import DossierError
from dossier.releases.redact.order import parse_revisions
from tests.shared.toy import TOY

REDACT = ["redact", "CLM-2026-0001", "--text", "text", "--onto", "published", "--root", str(TOY)]
WITH_TEXTS = {
    "authority": [*REDACT, "--reason", "An order"],
    "reason": [*REDACT, "--authority", "A court"],
    "without-timestamp": [*REDACT, "--authority", "A court", "--reason", "An order"],
    "pinpoint": ["cite", "SRC-2026-0003", "--root", str(TOY)],
}


@pytest.mark.parametrize("option", WITH_TEXTS)
@pytest.mark.parametrize("character", ["\x1b", "\n", "\t", "\u202e", "\x00", "\udcff", "\x9b"])
def test_a_text_with_an_invisible_character_is_refused(
    capsys: pytest.CaptureFixture[str], option: str, character: str
) -> None:
    assert main([*WITH_TEXTS[option], f"--{option}=a{character}b"]) == 2
    assert capsys.readouterr().err == (
        f"error: `--{option}` has the character U+{ord(character):04X}: write it on one line, in plain text\n"
    )


@pytest.mark.parametrize("option", WITH_TEXTS)
def test_a_blank_text_is_refused(capsys: pytest.CaptureFixture[str], option: str) -> None:
    assert main([*WITH_TEXTS[option], f"--{option}= "]) == 2
    assert f"`--{option}` is empty" in capsys.readouterr().err


def test_a_reason_of_a_release_with_an_invisible_character_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["release", "--onto", "published", "--reissue", "CLM-2026-0001", "--root", str(TOY)]
    assert main([*arguments, "--reason", "a\x1bb"]) == 2
    assert "`--reason` has the character U+001B" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "a\x1b[31mb"],
        ["check", "--wor\x1b[31mse"],
        ["cite", "a\x1b[31mb"],
        ["verify", "a\x1b[31mb"],
        ["build", "--published", "a\x1b[31mb", "--no-search"],
        ["import", "a\x1b[31mb"],
        ["explain", "a\x1b[31mb"],
        ["redact", "CLM-2026-0001/\x1b[31mb", "--text", "text", "--onto", "a\x1b[31m", "--authority=a", "--reason=b"],
    ],
    ids=lambda arguments: " ".join(arguments[:2]).replace("\x1b", "ESC"),
)
def test_a_message_does_not_repeat_a_control_character(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("text").write_text("some words", "utf-8")
    try:
        code = main([*arguments, "--root", str(TOY)])
    except SystemExit as usage:
        code = int(usage.code or 0)
    assert code == 2
    output = capsys.readouterr()
    assert output.err
    assert "\x1b" not in output.out + output.err


def test_an_empty_path_of_a_record_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "", "--root", str(TOY)]) == 2
    assert "the path of a record is empty" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["CLM-2026-0001/x", "CLM-2026-0001/-1", "CLM-2026-0001/1/2", f"a/{'9' * 5000}"])
def test_a_name_that_is_no_revision_is_refused(name: str) -> None:
    with pytest.raises(DossierError, match="is not a revision such as"):
        parse_revisions([name])
