"""Tests of `new`: what it writes, asks and refuses."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dossier.checks import run_checks
from dossier.cli import main
from dossier.commands import STARTED_AS
from dossier.drafting.missing import field_problems, missing_fields, with_value
from dossier.drafting.options import as_settings, parse_options
from dossier.drafting.template import draft
from dossier.errors import DossierError
from dossier.model import Claim, Record
from dossier.model.identifiers import Kind
from dossier.model.json_schema import schema
from dossier.model.subject import SUBJECT
from dossier.reading.decode import decode
from dossier.reading.dossier import entry, link_records
from dossier.reading.yaml_nodes import MAX_BYTES, Parsed, parse
from dossier.system import atomic
from dossier.system.terminal import shown_path
from tests.shared.conversation import INTERRUPT, converse
from tests.shared.toy import DAY, TOY_SUBJECT, put_subject

YEAR = DAY.year
CLAIM_MODEL = TOY_SUBJECT.models[Kind.CLAIM]

CLAIM = [
    "statement=The harbour force reported no: searches # at all",
    "date=2020-02-28",
    "standing=reported",
    "evidence.source=SRC-2026-0003",
    "evidence.stance=supports",
    "evidence.says=NO",
    "adverse_to=",
]
FIELDS = {
    Kind.CLAIM: CLAIM,
    Kind.SOURCE: [
        "type=article-newspaper",
        "genre=news",
        "title=Searches: “none”, says force",
        'authors=Hellard, Bobby; "Clear View, Inc."; O\'Neil, Ann',
        "issued=2021",
        "url=https://example.org/a?b=1#c",
        "language=en",
        "tier=secondary",
        "checked.level=excerpt",
        "checked.on=2026-11-20",
    ],
    Kind.FOCUS: [
        "name=Harbour Police",
        "country=NO",
        "kind=territorial-force",
        "aliases=Harbour, Port and River Police",
        "aliases.2.name=Havnepoliti",
        "aliases.2.language=nb",
        "aliases=Harbour Police",
    ],
    Kind.ORGANISATION: ["name=0123", "country=GB", "kind=regulator", "identifiers.company_number=00123"],
    Kind.PROCEEDING: [
        "kind=penalty",
        "title=null and void",
        "forum=ico",
        "status=final",
        "status_checked.on=2026-11-20",
        "penalties.amount=7552800",
        "penalties.currency=GBP",
        "parties.organisation=ico",
        "parties.role=regulator",
        "parties.2.described_as=A private person",
        "parties.2.role=complainant",
        "sources=SRC-2026-0001,SRC-2026-0002",
    ],
}
IDENTIFIERS = {
    Kind.CLAIM: f"CLM-{YEAR}-NEW-the-harbour-force-reported-no-searches",
    Kind.SOURCE: f"SRC-{YEAR}-NEW-searches-none-says-force",
    Kind.FOCUS: "harbour",
    Kind.ORGANISATION: "harbour",
    Kind.PROCEEDING: f"PRO-{YEAR}-NEW-null-and-void",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A dossier without records."""
    put_subject(tmp_path)
    return tmp_path


def arguments(kind: Kind, root: Path, values: list[str] | None = None) -> list[str]:
    identifier = ["--id", IDENTIFIERS[kind]] if kind in {Kind.FOCUS, Kind.ORGANISATION} else []
    fields = [part for value in (FIELDS[kind] if values is None else values) for part in ("--set", value)]
    return ["new", kind.value, "--root", str(root), *identifier, *fields]


def read_record(path: Path, kind: Kind) -> tuple[Parsed, Record]:
    parsed = parse(path.read_bytes(), path.name)
    decoded = decode(parsed, TOY_SUBJECT.models[kind], path.name)
    assert decoded.diagnostics == ()
    assert decoded.value is not None
    return parsed, decoded.value


@pytest.mark.parametrize("kind", list(FIELDS))
def test_a_new_record_decodes_and_fits_the_schema(
    kind: Kind, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(STARTED_AS, raising=False)
    assert main(arguments(kind, root)) == 0

    path = f"evidence/{TOY_SUBJECT.folder(kind)}/{IDENTIFIERS[kind]}.yaml"
    printed = capsys.readouterr().out
    assert printed.startswith(f"{path}\n")
    # The path of the root is relative if that is shorter, which depends on the folder of the test run.
    assert f"dossier check --root {shown_path(root)} {path}" in printed
    parsed, record = read_record(root / path, kind)
    assert parsed.plain == {"id": IDENTIFIERS[kind], **parse_options(TOY_SUBJECT.models[kind], FIELDS[kind])}
    assert record.id == IDENTIFIERS[kind]
    jsonschema.Draft202012Validator(schema(TOY_SUBJECT.models[kind], kind.value)).validate(parsed.plain)
    first = (root / path).read_text(encoding="utf-8").splitlines()[0]
    assert first == f"# yaml-language-server: $schema=../../schemas/{kind.value}.schema.json"
    # The records to which it refers do not exist here.
    codes = set(re.findall(r"error\[([a-z-]+)\]", _check(root, path, capsys)))
    assert codes <= {"dangling-reference"}


def test_the_next_command_begins_as_the_program_was_started(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(root)
    monkeypatch.delenv(STARTED_AS, raising=False)
    path = f"evidence/claims/{IDENTIFIERS[Kind.CLAIM]}"
    assert main([*arguments(Kind.CLAIM, root), "--root", "."]) == 0
    assert f"run `dossier check {path}.yaml`\n" in capsys.readouterr().out
    monkeypatch.setenv(STARTED_AS, "python3 ../build.py")
    assert main([*arguments(Kind.CLAIM, root), "--root", "."]) == 0
    assert f"run `python3 ../build.py check --root . {path}-2.yaml`\n" in capsys.readouterr().out
    monkeypatch.setattr("dossier.commands._CHECKOUT", root)
    assert main([*arguments(Kind.CLAIM, root), "--root", "."]) == 0
    assert f"run `python3 ../build.py check {path}-3.yaml`\n" in capsys.readouterr().out


def test_an_unknown_kind_is_refused_with_the_kinds_that_there_are(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "sorce", "--root", str(root)]) == 2
    assert "`sorce` is not a kind of record: did you mean `source`?\n" in capsys.readouterr().err
    assert main(["new", "tribe", "--root", str(root)]) == 2
    assert f"choose from: {', '.join(Kind)}, force\n" in capsys.readouterr().err


def _check(root: Path, path: str, capsys: pytest.CaptureFixture[str]) -> str:
    main(["check", "--root", str(root), "--format", "full", path])
    return capsys.readouterr().out


def test_values_that_tools_misread_are_quoted(root: Path) -> None:
    assert main(arguments(Kind.CLAIM, root)) == 0
    assert main(arguments(Kind.ORGANISATION, root)) == 0

    claim = (root / f"evidence/claims/{IDENTIFIERS[Kind.CLAIM]}.yaml").read_text(encoding="utf-8")
    assert 'says: "NO"\n' in claim
    assert "\ndate: 2020-02-28\n" in claim
    assert "\nadverse_to: []\n" in claim
    body = (root / "evidence/organisations/harbour.yaml").read_text(encoding="utf-8")
    assert '\nname: "0123"\n' in body
    assert '  company_number: "00123"\n' in body


@pytest.mark.parametrize("kind", list(FIELDS))
def test_every_commented_field_is_valid_without_its_comment_sign(kind: Kind) -> None:
    text = draft(TOY_SUBJECT.models[kind], IDENTIFIERS[kind], parse_options(TOY_SUBJECT.models[kind], FIELDS[kind]))
    uncommented = re.sub(r"(?m)^( *)#(?=\S| +(?:- )?[a-z_]+:| +-$| +#)", r"\1", text)

    parsed = parse(uncommented.encode("utf-8"), "")

    assert set(parsed.plain) == set(schema(TOY_SUBJECT.models[kind], kind.value)["properties"])
    codes = {problem.code for problem in decode(parsed, TOY_SUBJECT.models[kind], "").diagnostics}
    assert codes == {"empty-field"}


@pytest.mark.parametrize(("folder", "up"), [("2026", "../../../"), ("2026/spring", "../../../../")])
def test_a_record_in_a_subfolder_finds_the_schema(root: Path, folder: str, up: str) -> None:
    assert main([*arguments(Kind.CLAIM, root), "--folder", folder]) == 0

    path = root / f"evidence/claims/{folder}/{IDENTIFIERS[Kind.CLAIM]}.yaml"
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first == f"# yaml-language-server: $schema={up}schemas/claim.schema.json"
    schemas = os.path.normpath(path.parent / first.rpartition("=")[2])
    assert schemas == str(root / "schemas/claim.schema.json")


@pytest.mark.parametrize("folder", ["../x", "/x", "a/../..", ".git", "a\\b", "nul"])
def test_a_folder_outside_the_folder_of_the_kind_is_refused(
    root: Path, folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments(Kind.CLAIM, root), "--folder", folder]) == 2
    assert not list(root.rglob("*.yaml"))
    assert "error: " in capsys.readouterr().err


def test_links_are_not_followed(
    root: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (root / "evidence").mkdir()
    (root / "evidence/claims").symlink_to(outside)

    assert main(arguments(Kind.CLAIM, root)) == 2
    assert list(outside.iterdir()) == []
    assert "is a link" in capsys.readouterr().err


def test_nothing_is_overwritten(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*arguments(Kind.CLAIM, root), "--slug", "Met reply"]) == 0
    path = root / f"evidence/claims/CLM-{YEAR}-NEW-met-reply.yaml"
    path.write_text("precious", encoding="utf-8")

    assert main([*arguments(Kind.CLAIM, root), "--slug", "met-reply"]) == 2
    assert "choose other words" in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == "precious"
    assert [file.name for file in path.parent.iterdir()] == [path.name]

    # Without `--slug` a number is added until the name is free.
    assert main(arguments(Kind.CLAIM, root)) == 0
    assert main(arguments(Kind.CLAIM, root)) == 0
    assert (path.parent / f"{IDENTIFIERS[Kind.CLAIM]}-2.yaml").is_file()


def test_one_of_several_concurrent_writers_wins(root: Path) -> None:
    path = root / "record.yaml"
    contents = [f"{number}\n".encode() * 5000 for number in range(8)]
    refused = []

    def write(content: bytes) -> None:
        try:
            atomic.create_file(path, content)
        except FileExistsError:
            refused.append(content)

    threads = [threading.Thread(target=write, args=[content]) for content in contents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 7
    assert [path.read_bytes()] == [content for content in contents if content not in refused]
    assert sorted(root.iterdir()) == [path, root / SUBJECT]


def test_kinds_share_their_identifiers(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments(Kind.FOCUS, root)) == 0

    assert main(arguments(Kind.ORGANISATION, root)) == 2
    assert "`harbour` is taken" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["new", "claim"], "statement, date, standing, evidence.source, evidence.stance, evidence.says, adverse_to"),
        (["new", "source"], "url or official_id or unpublished"),
        (["new", "force"], "(give it with --id), name, country, kind"),
        (["new", "source", "--set", "unpublished.reason=x"], "unpublished.described_as"),
        (["new", "source", "--set", "authors.given=x"], "authors.family or authors.literal"),
        (["new", "capture"], "is not written by hand"),
        (["new", "claim", "--id", "x"], "with --slug"),
        (["new", "force", "--slug", "x"], "with --id"),
        (["new", "force", "--id", "Met"], "`Met` is not an identifier"),
        (["new", "claim", "--set", "standing"], "has no `=`"),
        (["new", "claim", "--set", "id=CLM-2026-0001"], "cannot change `id`"),
        (["new", "claim", "--set", "standng=alleged"], "did you mean `standing`?"),
        (["new", "claim", "--set", "evidence.stanse=x"], "did you mean `stance`?"),
        (["new", "claim", "--set", "standing=alledged"], "did you mean `alleged`?"),
        (["new", "claim", "--set", "date=2021-02-30"], "`2021-02-30` is not a day of the calendar"),
        (["new", "claim", "--set", "statement=a\u202eb"], "U+202E"),
        (["new", "claim", "--set", "statement= "], "`statement` is empty"),
        (["new", "claim", "--set", "statement=TBC"], "`statement` is `TBC`, which is a word for nothing"),
        (["new", "claim", "--set", "evidence.says=-"], "`says` is `-`, which is a word for nothing"),
        (["new", "source", "--set", "title=n/a"], "describe it and add `title_basis: described`"),
        (["new", "source", "--set", "publication=unknown"], "remove the line"),
        (["new", "source", "--set", "accessed=n/a"], "remove the line"),
        (["new", "source", "--set", "issued=tbc"], "write the date in the document, `undated` if it has no date"),
        (["new", "source", "--set", "jurisdiction=UK"], "write `GB`"),
        (["new", "force", "--id", "kent", "--set", "country=UK"], "write `GB`"),
        (["new", "claim", "--set", "date=2021", "--set", "date=2022"], "is given twice"),
        (["new", "claim", "--set", "evidence.3.source=SRC-2026-0001"], "skips an item"),
        (["new", "claim", "--set", "date.year=2021"], "is a group of fields, but must be text"),
        (["new", "claim", "--set", "evidence=x"], "is text, but must be a list"),
    ],
)
def test_misuse_is_refused(options: list[str], words: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*options, "--root", str(root)]) == 2

    error = capsys.readouterr().err
    assert words in error
    assert "fault in the program" not in error
    assert [path.name for path in root.iterdir()] == [SUBJECT]


def test_a_fault_of_the_program_is_reported_as_such(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Other tests assert that these words are absent."""

    def fail(*_: object) -> int:
        raise ValueError("two\nlines")

    monkeypatch.setattr("dossier.commands.new.run", fail)
    monkeypatch.delenv("DOSSIER_DEBUG", raising=False)
    assert main(["new", "claim", "--root", str(root)]) == 2
    assert "a fault in the program itself, not in your records (ValueError: two lines)" in capsys.readouterr().err


def test_an_argument_that_is_not_utf_8_is_refused(root: Path) -> None:
    command = [sys.executable, "-m", "dossier", *arguments(Kind.CLAIM, root, []), "--set", "statement=a\udcffb"]

    done = subprocess.run(command, check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL)

    assert done.returncode == 2
    assert "the byte 0xFF is not UTF-8" in done.stderr


def test_a_statement_without_latin_letters_needs_a_slug(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    values = ["statement=警察は否定した", *CLAIM[1:]]

    assert main(arguments(Kind.CLAIM, root, values)) == 2
    assert "--slug" in capsys.readouterr().err
    assert main([*arguments(Kind.CLAIM, root, values), "--slug", "Denial of the force"]) == 0
    _, record = read_record(root / f"evidence/claims/CLM-{YEAR}-NEW-denial-of-the-force.yaml", Kind.CLAIM)
    assert isinstance(record, Claim)
    assert record.statement == "警察は否定した"


def test_a_record_that_is_too_large_is_not_written(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments(Kind.CLAIM, root, ["statement=" + "long " * (MAX_BYTES // 5), *CLAIM[1:]])) == 2
    assert "64 KiB" in capsys.readouterr().err
    assert not list(root.rglob("*.yaml"))


# Text for which the rules of YAML, or of a YAML writer, have exceptions.
_CHARACTERS = "#>|-?:&*!%@`\"'\\{}[],=~\n\t é\u00a0\u05d0\u3000\U0001f600"
_WORDS = (
    "NO",
    "null",
    "1:23",
    "0x1f",
    "2021-05-27",
    "<<",
    "---",
    "...",
    " #",
    ": ",
    "- ",
    "\r\n",
    "!!str ",
    "\\n",
    "folded ",
)
_PIECES = st.sampled_from((*_CHARACTERS, *_WORDS))
HOSTILE = st.one_of(st.text(), st.lists(_PIECES, max_size=12).map("".join), st.lists(_PIECES).map("".join))


@given(statement=HOSTILE, says=HOSTILE, topic=HOSTILE)
@example(statement="a\n\n  b\n", says=" a", topic="a: b")
@example(statement="word " * 40 + "word", says="# " * 80 + "x", topic="- " + "a " * 60 + "b")
def test_any_text_is_read_back_unchanged(statement: str, says: str, topic: str) -> None:
    values = {
        **parse_options(CLAIM_MODEL, [CLAIM[1], CLAIM[2], CLAIM[6]]),
        "statement": statement,
        "evidence": [{"source": "SRC-2026-0001", "stance": "context", "says": says}],
        "topics": [topic],
    }
    refused = {problem.diagnostic.code for problem in field_problems(CLAIM_MODEL, values)}

    if refused:
        assert refused <= {"forbidden-character", "empty-field", "not-one-line", "no-value"}
        return
    text = draft(CLAIM_MODEL, "CLM-2026-NEW-x", values)
    parsed = parse(text.encode("utf-8"), "")
    decoded = decode(parsed, CLAIM_MODEL, "")
    assert decoded.diagnostics == ()
    assert parsed.plain == {"id": "CLM-2026-NEW-x", **values}
    assert "\r" not in text


@pytest.mark.parametrize("text", ["plain words", "NO", "two\nlines", "word " * 60 + "word"])
def test_ordinary_text_is_not_refused(text: str) -> None:
    values: dict[str, Any] = {"statement": text}

    assert field_problems(CLAIM_MODEL, values) == []


@pytest.mark.parametrize("standing", ["alleged", "admitted", "superseded", "enacted", "found-by-court"])
@pytest.mark.parametrize("reply", ["not-sought", "requested", "received", "declined", "no-answer"])
@pytest.mark.parametrize("date", ["2021", "undated"])
def test_required_fields_of_a_claim_are_those_its_checks_require(standing: str, reply: str, date: str) -> None:
    text = [f"date={date}", f"standing={standing}", f"reply.status={reply}", "adverse_to=harbour"]
    values = parse_options(CLAIM_MODEL, [CLAIM[0], *CLAIM[3:6], *text])
    answers = {"asked_on": "2026-11-20", "due": "2026-11-21", "effect": "not-known"}
    for wanted in missing_fields(CLAIM_MODEL, values):
        name = str(wanted).rpartition(".")[2]
        values = with_value(values, wanted.path, answers.get(name, "as the author says"))
    assert list(missing_fields(CLAIM_MODEL, values)) == []

    parsed = parse(draft(CLAIM_MODEL, "CLM-2026-NEW-x", values).encode("utf-8"), "x")
    decoded = decode(parsed, CLAIM_MODEL, "x")

    assert decoded.diagnostics == ()
    assert decoded.value is not None
    assert parsed.root is not None
    claim = entry(Kind.CLAIM, decoded.value, "x", parsed.root)
    dossier = link_records({"CLM-2026-NEW-x": claim}, {"CLM-2026-NEW-x": (Kind.CLAIM, ("x",))}, TOY_SUBJECT, DAY)
    assert {problem.code for problem in run_checks(dossier)} == {"dangling-reference", "placeholder-identifier"}


# More than a terminal accepts on a line, unless the program uses readline.
LONG = " and said so again" * 300


def test_fields_are_asked_for_and_a_wrong_answer_is_refused_at_once(root: Path) -> None:
    code, screen = converse(
        ["new", "claim", "--root", str(root)],
        [
            ("\nstatement: ", "The force said: “NO”" + LONG),
            ("\ndate: ", "last May"),
            ("\ndate: ", "2019-10 to 2020-02"),
            ("\ndate: ", "2021-05"),
            ("\nstanding: ", "reportd"),
            ("\nstanding: ", "reported"),
            ("\nevidence.source: ", "SRC-2026-0001"),
            ("\nevidence.stance: ", "supports"),
            ("\nevidence.says: ", ""),
            ("\nevidence.says: ", "no"),
            ("\nadverse_to: ", "harbour, river"),
            ("\nreply.status: ", "not-sought"),
            ("\nreply.reason: ", "The force has closed."),
        ],
    )

    assert code == 0, screen
    assert "! `last May` is not a date or interval such as 2021-05-27, 2021 or 2019-10/2020-02" in screen
    assert "an interval such as 2019-10/2020-02;" in " ".join(screen.split())
    assert "write `2019-10/2020-02`" in screen
    assert "! `reportd` is not one of: alleged, reported" in screen
    assert "did you mean `reported`?" in screen
    assert "How far the claim is established." in screen
    _, record = read_record(
        root / f"evidence/claims/CLM-{YEAR}-NEW-the-force-said-no-and-said-so-again-and.yaml", Kind.CLAIM
    )
    assert isinstance(record, Claim)
    assert record.statement == "The force said: “NO”" + LONG
    assert (str(record.date), record.evidence[0].says) == ("May 2021", "no")
    assert record.adverse_to == ("harbour", "river")
    assert record.reply is not None
    assert record.reply.reason == "The force has closed."


def test_a_source_is_asked_for_its_authors_and_location(root: Path) -> None:
    values = ["type=report", "genre=academic", "title=On searches", "issued=2021", "language=en", "tier=primary"]
    code, screen = converse(
        [*arguments(Kind.SOURCE, root, [*values, "checked.level=excerpt", "checked.on=2026-11-20"])],
        [
            ("\nauthors: ", "Hellard, Bobby; Privacy International"),
            ("\nwhich? ", "address"),
            ("\nwhich? ", "unpublished"),
            ("\nunpublished.described_as: ", "A leaked list"),
            ("\nunpublished.reason: ", "It names private persons."),
        ],
    )

    assert code == 0, screen
    assert "! `address` is not one of: url, official_id, unpublished" in screen
    parsed, _ = read_record(root / f"evidence/sources/SRC-{YEAR}-NEW-on-searches.yaml", Kind.SOURCE)
    assert parsed.plain["authors"] == [{"family": "Hellard", "given": "Bobby"}, {"literal": "Privacy International"}]
    assert parsed.plain["unpublished"] == {"described_as": "A leaked list", "reason": "It names private persons."}


CASE = ["type=legal_case", "genre=court-judgment", "title=On searches", "authors=none", "issued=2021", "language=en"]
CASE += ["tier=primary", "checked.level=excerpt", "checked.on=2026-11-20"]


def test_a_source_can_be_identified_by_two_fields_together(root: Path) -> None:
    code, screen = converse(
        arguments(Kind.SOURCE, root, CASE),
        [("\nwhich? ", "court+case_number"), ("\ncourt: ", "Harbour Court"), ("\ncase_number: ", "HC-17")],
    )

    assert code == 0, screen
    words = "court+case_number: The court, if the citation does not name it. The number that the court"
    assert words in " ".join(screen.split())
    parsed, _ = read_record(root / f"evidence/sources/SRC-{YEAR}-NEW-on-searches.yaml", Kind.SOURCE)
    assert (parsed.plain["court"], parsed.plain["case_number"]) == ("Harbour Court", "HC-17")


def test_an_organisation_is_asked_for_its_identifier(root: Path) -> None:
    assert main(arguments(Kind.FOCUS, root)) == 0
    code, screen = converse(
        ["new", "organisation", "--root", str(root), *["--set", "name=ICO", "--set", "country=GB"]],
        [("\nid: ", "ICO"), ("\nid: ", "harbour"), ("\nid: ", "ico"), ("\nkind: ", "regulator")],
    )

    assert code == 0, screen
    assert "`ICO` is not an identifier such as `example-organisation`: use lower-case letters" in screen
    assert "`harbour` is taken" in screen
    read_record(root / "evidence/organisations/ico.yaml", Kind.ORGANISATION)


def test_an_identifier_that_cannot_be_used_is_refused_at_its_own_question(root: Path) -> None:
    code, screen = converse(
        ["new", "organisation", "--root", str(root), "--set", "name=Con", "--set", "country=GB", "--set", "kind=court"],
        [("\nid: ", ""), ("\nid: ", "con"), ("\nid: ", "con-court")],
    )

    assert code == 0, screen
    assert "! the identifier is empty: write a name such as `example-organisation`" in screen
    assert "! Windows cannot store a file named `con`" in screen


def test_a_part_of_an_alternative_is_enough(root: Path) -> None:
    code, screen = converse(
        arguments(Kind.SOURCE, root, CASE),
        [("\nwhich? ", ""), ("\nwhich? ", "court"), ("\ncourt: ", "Harbour Court"), ("\ncase_number: ", "HC-17")],
    )

    assert code == 0, screen
    assert "Write its name; its value is asked for next." in screen
    assert "! `` is not one of: url, " in screen


@pytest.mark.parametrize("answer", ["", "none", "None", "n/a", "-"])
def test_a_word_for_nothing_is_not_the_name_of_a_body(answer: str) -> None:
    assert parse_options(CLAIM_MODEL, [f"adverse_to={answer}"]) == {"adverse_to": []}
    with pytest.raises(DossierError, match="a word for nothing; remove it from the list"):
        parse_options(CLAIM_MODEL, ["topics=none"])


def test_none_is_no_body_on_a_terminal(root: Path) -> None:
    code, screen = converse(arguments(Kind.CLAIM, root, CLAIM[:-1]), [("\nadverse_to: ", "none")])

    assert code == 0, screen
    _, record = read_record(root / f"evidence/claims/{IDENTIFIERS[Kind.CLAIM]}.yaml", Kind.CLAIM)
    assert isinstance(record, Claim)
    assert record.adverse_to == ()


@pytest.mark.parametrize("kind", list(FIELDS))
def test_values_are_the_same_after_a_way_through_settings(kind: Kind) -> None:
    values = parse_options(TOY_SUBJECT.models[kind], FIELDS[kind])
    assert parse_options(TOY_SUBJECT.models[kind], as_settings(values)) == values


@given(text=HOSTILE.filter(lambda text: text.strip() not in {"", "[]"}))
def test_any_text_is_the_same_after_a_way_through_settings(text: str) -> None:
    values = {"statement": text, "evidence": [{"says": "first"}, {"says": text}], "topics": ["first", text]}
    if not field_problems(CLAIM_MODEL, values):
        assert parse_options(CLAIM_MODEL, as_settings(values)) == values


def kept_command(screen: str) -> list[str]:
    """The arguments of the command line that a screen shows after an interruption."""
    assert "nothing was written; this command has your answers and asks for the rest:" in screen
    [line] = [line for line in screen.splitlines() if line.startswith("dossier new ")]
    return shlex.split(line)[1:]


@pytest.mark.parametrize("end", [INTERRUPT, "\x04"])
def test_no_answer_is_lost_if_the_questions_are_interrupted(
    root: Path, end: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(STARTED_AS, raising=False)
    statement = "“NO”, said the force's spokesman: it's $5 # or so"
    code, screen = converse(
        ["new", "claim", "--root", str(root), "--folder", "2026", "--slug", "denial", "--set", "topics=a, b"],
        [
            ("\nstatement: ", statement),
            ("\ndate: ", "2021"),
            ("\nstanding: ", "reported"),
            ("\nevidence.source: ", "SRC-2026-0001"),
            ("\nevidence.stance: ", end),
        ],
    )

    assert code == (130 if end is INTERRUPT else 2), screen
    assert not (root / "evidence").exists()
    rest = ["evidence.stance=supports", "evidence.says=So it says", "adverse_to="]
    assert main([*kept_command(screen), *(part for setting in rest for part in ("--set", setting))]) == 0
    parsed, _ = read_record(root / f"evidence/claims/2026/CLM-{YEAR}-NEW-denial.yaml", Kind.CLAIM)
    assert parsed.plain["statement"] == statement
    assert parsed.plain["topics"] == ["a, b"]
    assert parsed.plain["evidence"] == [{"source": "SRC-2026-0001", "stance": "supports", "says": "So it says"}]


def test_no_answer_is_lost_if_the_record_cannot_be_written(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(STARTED_AS, raising=False)
    assert main([*arguments(Kind.CLAIM, root), "--slug", "taken"]) == 0
    code, screen = converse(
        [*arguments(Kind.CLAIM, root, CLAIM[:-1]), "--slug", "taken"],
        [("\nadverse_to: ", "harbour"), ("\nreply.status: ", "declined")],
    )

    assert code == 2
    assert "choose other words with --slug" in screen
    assert {"adverse_to=harbour", "reply.status=declined"} < set(kept_command(screen))


def test_nothing_is_printed_if_no_answer_was_given(root: Path) -> None:
    code, screen = converse(["new", "claim", "--root", str(root)], [("\nstatement: ", INTERRUPT)])

    assert code == 130, screen
    assert "this command" not in screen
    assert [path.name for path in root.iterdir()] == [SUBJECT]


def test_nothing_is_written_if_the_input_ends(root: Path) -> None:
    code, screen = converse(["new", "claim", "--root", str(root)], [("\nstatement: ", "\x04"), ("", "\x04")])

    assert code == 2, screen
    assert "the input ended; nothing was written" in screen
    assert [path.name for path in root.iterdir()] == [SUBJECT]


def test_a_path_through_text_is_refused() -> None:
    with pytest.raises(DossierError, match="is inside a field that is given as a whole"):
        parse_options(TOY_SUBJECT.models[Kind.SOURCE], ["checked=x", "checked.on=2026-11-20"])
