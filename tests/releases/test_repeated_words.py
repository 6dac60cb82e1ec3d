"""Redacted words are refused in the subject, the settings and the pages."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dossier.errors import DossierError
from dossier.releases.publish.republication import ReleasedRecords
from dossier.releases.redact.removed_texts import removed_texts
from dossier.releases.redact.repeated_words import refuse_repetition
from dossier.releases.store.canonical_json import digest
from dossier.releases.store.release_json import AddedRecord, RedactedFile, Release
from tests.shared.releasing import BRANCH, WorkingClone, git, make_working_clone, runner

CLAIM, PERSON = "CLM-2026-0002", "Zoe Quillan"
SENTENCE = "The clerk signed each order in the old mill"
NOTE = f"{SENTENCE}. {PERSON} did so."
MARKED = "[redacted]. [redacted] did so."
Run = Callable[..., str]


@pytest.fixture(scope="module")
def redacted(tmp_path_factory: pytest.TempPathFactory) -> WorkingClone:
    """A dossier of which a person and a sentence were redacted, with the marks in its evidence."""
    works = make_working_clone(tmp_path_factory.mktemp("redacted"))
    works.edit(CLAIM, ("topics: [Penalty]", f"topics: [Penalty]\nnote: {NOTE}"))
    works.commit()
    assert works.release("--first", push=False).returncode == 0
    works.day = 1
    order = ["--authority", "The court of the Vale", "--reason", "An order", "--onto", BRANCH]
    for number, text in enumerate((PERSON, SENTENCE)):
        (works.root.parent / f"text{number}").write_text(text, "utf-8")
        order += ["--text", str(works.root.parent / f"text{number}")]
    done = works.run("redact", CLAIM, *order)
    assert done.returncode == 0, done.stderr
    works.edit(CLAIM, (f"note: {NOTE}", f"note: '{MARKED}'"))
    works.commit()
    git(works.root, "tag", "marked")
    return works


@pytest.fixture
def run(redacted: WorkingClone, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    git(redacted.root, "reset", "--quiet", "--hard", "marked")
    git(redacted.root, "clean", "--quiet", "--force")
    return runner(redacted, capsys, monkeypatch, with_warnings=True)


def repeat(works: WorkingClone, path: str, old: str, new: str) -> str:
    """Replace words of a file, and return the place that has the new words."""
    text = (works.root / path).read_text("utf-8")
    assert old in text
    (works.root / path).write_text(text.replace(old, new, 1), "utf-8")
    return f"`{path}`: line {text[: text.index(old)].count(chr(10)) + new.rstrip(chr(10)).count(chr(10)) + 1}"


def test_no_site_and_no_release_repeats_what_was_removed(redacted: WorkingClone, run: Run) -> None:
    family = PERSON.split()[1]
    changes = [
        # The name of a square, a question, a term, and a sentence of the story.
        ("subject.yml", "name: Hills,", f"name: {PERSON} Hills,"),
        ("subject.yml", "Has it admitted use?", f"Has {PERSON} admitted use?"),
        ("subject.yml", "label: Admission", f"label: Admission of {PERSON}"),
        ("subject.yml", "The council puts up cameras,", f"{SENTENCE},"),
        # In another spelling, and the family name alone.
        ("subject.yml", "A tribunal reverses", f"A tribunal and ZOË {family.upper()} reverse"),
        ("subject.yml", "Has it denied use?", f"Has {family}'s office denied use?"),
        ("pages/about.md", "An invented council", f"Z&ouml;e {family}’s council"),
        ("pages/about.md", "A *trial* is", f"{SENTENCE.replace('signed', '*signed*')}. A *trial* is"),
        ("mkdocs.yml", "What is known of", f"What {PERSON} knows of"),
    ]
    places = [repeat(redacted, *change) for change in changes]
    (redacted.root / "pages/zoe-quillan.md").write_text("# A page\n", "utf-8")
    redacted.edit(CLAIM, ("topics: [Penalty]", "topics: [Penalty, Order]"))
    redacted.commit()
    # A release would put the words of the subject into its archive.
    for command in (["build", "--published", BRANCH, "--no-search"], ["release", "--onto", BRANCH]):
        printed = run(*command, code=2)
        listed = [line.partition(" (")[0].strip() for line in printed.splitlines() if line.startswith("  ")]
        assert set(listed) == {*places, "`pages/zoe-quillan.md`: its name"}
        assert f"(removed from `{CLAIM}` by release 2026.11.24)" in printed
        assert "put [redacted] in place of the words" in printed
        # Logs of builds are public.
        assert "signed" not in printed
        assert family not in printed


def test_words_that_are_meant_and_words_that_nobody_knows_any_more(
    redacted: WorkingClone, run: Run, tmp_path: Path
) -> None:
    place = repeat(redacted, "subject.yml", "A tribunal reverses", "A tribunal of Quillan’s reverses")
    redacted.commit()
    meant = place.replace("`", "").replace(": ", ":")
    printed = run("build", "--published", BRANCH, "--no-search", "--replace-redacted", meant)
    assert "what was redacted" not in printed
    # A folder has no history.
    folder = tmp_path / "tree"
    git(redacted.root, "archive", f"--output={folder}.tar", BRANCH)
    shutil.unpack_archive(f"{folder}.tar", folder, filter="data")
    printed = run("build", "--published", str(folder), "--no-search")
    assert f"warning: what was redacted in `r/{CLAIM}/1/record.json` is not known here" in printed


def released(*versions: dict[str, Any], other: str = "") -> ReleasedRecords:
    """A record that was redacted once for each version after the first, and a record with another text."""
    contents = [json.dumps(version).encode() for version in versions]
    path, second = "r/CLM-2026-0001/1/record.json", "r/CLM-2026-0002/1/record.json"
    first = Release("2026.01.01", "2026-01-01", "", "", None, 2, **_made("CLM-2026-0001", "CLM-2026-0002"))
    later = [
        Release(f"2026.01.0{number}", "", "", "", None, 2, redacted=(RedactedFile(path, digest(before), "a", "b", ()),))
        for number, before in enumerate(contents[:-1], 2)
    ]
    now = {path: contents[-1], second: json.dumps({"record": {"note": other}, "resolved": {}}).encode()}
    known = {digest(content): content for content in contents}
    return ReleasedRecords(
        (first, *later),
        lambda paths: ((each, now[each]) for each in paths if each in now),
        lambda _path, sha256: known.get(sha256),
    )


def _made(*names: str) -> dict[str, Any]:
    return {"added": tuple(AddedRecord(name, 1, "") for name in names)}


def record(**fields: Any) -> dict[str, Any]:
    return {"record": fields, "resolved": {}}


def test_each_redaction_is_compared_with_the_bytes_before_it() -> None:
    steps = [
        record(note="By Jo Vale, of Al Moor."),
        record(note="By [redacted], of Al Moor."),
        record(note="By [redacted], of [redacted]."),
    ]
    found = removed_texts(released(*steps))
    assert [(each.words, each.release) for each in found.texts] == [
        ("Jo Vale", "2026.01.02"),
        ("Al Moor", "2026.01.03"),
    ]
    # A short name is found as whole words.
    assert [
        text for text in ("So Jo  VALE said", "Jo Valerie said", "Jo of Vale said") if found.texts[0].is_in(text)
    ] == ["So Jo  VALE said"]


def test_a_person_has_a_name_in_two_fields_and_a_first_name_alone_is_nobody() -> None:
    author = {"given": "Zoe", "family": "Quillan"}
    marked = {"given": "[redacted]", "family": "[redacted]"}
    found = removed_texts(released(record(authors=[author]), record(authors=[marked])))
    assert {each.words for each in found.texts} == {"Quillan", "Zoe Quillan", "Quillan Zoe"}


@pytest.mark.parametrize(
    ("other", "is_refused"),
    [("", True), ("By Zoe Quillan.", False), ("https://a.example/zoe-quillan", True), ("zoe-quillan", True)],
)
def test_what_a_record_still_publishes_is_no_secret(tmp_path: Path, other: str, *, is_refused: bool) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/index.md").write_text("# Zoe Quillan\n", "utf-8")
    records = released(record(note="By Zoe Quillan."), record(note="By [redacted]."), other=other)
    if is_refused:
        with pytest.raises(DossierError, match=r"`pages/index\.md`: line 1"):
            refuse_repetition(records, tmp_path, ())
    else:
        refuse_repetition(records, tmp_path, ())
