"""Values that could break a format come back unchanged from other programs."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import subprocess
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import icalendar
import pypandoc  # type: ignore[import-untyped]
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from dossier.cite.formats import bibtex, csl_json, ris
from dossier.configuration import About
from dossier.exports import api, calendar, feeds
from dossier.exports.bundle import publication
from dossier.exports.sqlite import database
from dossier.exports.summary import record_summaries
from dossier.exports.tables import csv_file, recorded_value, rows, tables
from dossier.model import Source
from dossier.model.identifiers import Kind
from dossier.reading.dossier import Dossier, entry, link_records
from dossier.reading.yaml_nodes import parse
from dossier.site import head_tags, schema_org
from tests.shared.toy import DAY, TOY_SUBJECT

ABOUT = About('A </script> dossier, & \\more; "here"', "=cmd()", "https://cameras.example.org/vale/", "CC-BY-4.0", "x")
# Text that has a meaning in spreadsheets, HTML, XML, JSON, SQL, TeX, RIS or iCalendar.
PIECES = (
    "</script>", "<!--", "]]>", "&lt;", "<img src=x onerror=alert(1)>", '"', "'", "''", "`", "``", "\\", "\\n", "\\\\",
    "=cmd()", "=1+1", "+1", "-1", "@SUM(1)", "＝1", "'=x", "{", "}", "{{", "}}", "@", "@article{x,", "%", "#", "$",
    "&", "_", "~", "^", "|", "--", "---", ",", ";", ":", "\\textbf{x}", "$x^2$", " and ", "TY  - JOUR", "ER  -",
    "END:VEVENT", "'); DROP TABLE claims; --", "é", "漢字", "🎥", "עברית", "ß", "a", "word", " ", "x" * 80, "漢" * 40,
)  # fmt: skip
line = st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join).map(str.strip).filter(bool)
lines = st.lists(line, min_size=1, max_size=3).map("\n".join)


def dossier_of(*records: tuple[Kind, dict[str, Any]]) -> Dossier:
    entries, names = {}, {}
    for kind, plain in records:
        path = f"evidence/{TOY_SUBJECT.folder(kind)}/{plain['id']}.yaml"
        root = parse(json.dumps({"id": plain["id"]}).encode(), path).root
        assert root is not None
        entries[plain["id"]] = entry(kind, TOY_SUBJECT.models[kind].model_validate(plain), path, root)
        names[plain["id"]] = (kind, (path,))
    return link_records(entries, names, TOY_SUBJECT, DAY)


def source(number: int, title: str, **more: Any) -> tuple[Kind, dict[str, Any]]:
    plain = {
        "id": f"SRC-2026-{number:04}",
        "type": "article-newspaper",
        "genre": "news",
        "title": title,
        "authors": "none",
        "issued": "2024-09-02",
        "url": "https://gazette.example.com/a?b=1&c=%7B2%7D",
        "language": "en",
        "tier": "secondary",
        "checked": {"level": "full-text", "on": "2026-11-20"},
    }
    return Kind.SOURCE, {**plain, **more}


def claim(statement: str, says: str) -> tuple[Kind, dict[str, Any]]:
    return Kind.CLAIM, {
        "id": "CLM-2026-0001",
        "statement": statement,
        "date": "2024",
        "standing": "reported",
        "evidence": [{"source": "SRC-2026-0001", "stance": "supports", "says": says, "quote": {"exact": statement}}],
        "adverse_to": [],
        "corrections": [{"date": "2026-11-19", "was": says, "reason": statement}],
    }


def proceeding(title: str, outcome: str) -> tuple[Kind, dict[str, Any]]:
    return Kind.PROCEEDING, {
        "id": "PRO-2026-0001",
        "kind": "decision",
        "title": title,
        "forum": "court",
        "decided": "2025-02-11",
        "status": "final",
        "outcome": outcome,
        "status_checked": {"on": "2026-11-20"},
    }


def body(name: str) -> tuple[Kind, dict[str, Any]]:
    return Kind.ORGANISATION, {"id": "court", "name": name, "kind": "court", "country": "GB", "aliases": [name]}


@st.composite
def dossiers(draw: st.DrawFn) -> Dossier:
    return dossier_of(
        source(1, draw(line), publication=draw(line), authors=[{"literal": draw(line)}]),
        claim(draw(lines), draw(lines)),
        proceeding(draw(line), draw(lines)),
        body(draw(line)),
    )


@given(dossiers())
@settings(max_examples=60)
def test_csv_gives_back_every_cell_and_no_formula(dossier: Dossier) -> None:
    facts = record_summaries(dossier, ABOUT)
    for table in tables(TOY_SUBJECT):
        wanted = [["" if cell is None else str(cell) for cell in row] for row in rows(table, dossier, facts)]
        text = csv_file(table, rows(table, dossier, facts)).decode("utf-8-sig")
        found = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        assert found[0] == [column.name for column in table.columns]
        assert [[recorded_value(cell) for cell in row] for row in found[1:]] == wanted
        assert not any(re.match("[=+\\-@\t\r\n＝＋－＠]", cell) for row in found for cell in row)


@given(dossiers())
@settings(max_examples=30)
def test_sqlite_gives_back_every_value(dossier: Dossier) -> None:
    facts = record_summaries(dossier, ABOUT)
    content = {table: list(rows(table, dossier, facts)) for table in tables(TOY_SUBJECT)}
    connection = sqlite3.connect(":memory:")
    connection.deserialize(database(content))
    for table, wanted in content.items():
        assert connection.execute(f'SELECT * FROM "{table.name}" ORDER BY rowid').fetchall() == wanted
    connection.close()


@given(dossiers())
@settings(max_examples=60)
def test_json_gives_back_every_value(dossier: Dossier) -> None:
    facts = record_summaries(dossier, ABOUT)
    for name, text in api.documents(dossier, facts).items():
        assert text.count(b"\n") == 1
        assert json.loads(text) == api.document(dossier, dossier.entries[name], facts)
    document = json.loads(api.documents(dossier, facts)["CLM-2026-0001"])
    claim = dossier.claim("CLM-2026-0001")
    assert claim is not None
    assert document["record"]["statement"] == claim.statement
    assert document["record"]["evidence"][0]["says"] == claim.evidence[0].says


@given(dossiers())
@settings(max_examples=20)
def test_every_json_file_can_be_read(dossier: Dossier) -> None:
    for path, content in publication(dossier, ABOUT).files.items():
        if path.endswith("l") or "followthemoney" in path:
            documents = (
                [json.loads(row) for row in content.decode().split("\n")[:-1]]
                if path.endswith(("jsonl", "json"))
                else []
            )
            assert all(isinstance(row, dict) for row in documents)
        elif path.endswith(".json"):
            json.loads(content)


class Head(HTMLParser):
    """Reads the tags of a head as a browser does."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.named: list[tuple[str, str]] = []
        self.script = ""
        self.tags: list[str] = []
        self._inside = False
        self.feed(f"<head>{text}</head>")
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        given = dict(attrs)
        if tag == "meta":
            self.named.append((given.get("name") or given.get("property") or "", given["content"] or ""))
        self._inside = tag == "script"

    def handle_endtag(self, _: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.script += data


@given(dossiers())
@settings(max_examples=60)
def test_no_value_leaves_its_tag_in_the_head(dossier: Dossier) -> None:
    facts = record_summaries(dossier, ABOUT)
    for identifier, record_entry in dossier.entries.items():
        head = Head(head_tags.record_head(dossier, record_entry, ABOUT, facts[identifier]))
        assert set(head.tags) == {"head", "link", "meta", "script"}
        assert head.tags.count("script") == 1
        assert dict(head.named)["citation_title"] == " ".join(facts[identifier].title.split())
        assert json.loads(head.script) == json.loads(
            json.dumps(schema_org.json_ld(dossier, record_entry, ABOUT, facts[identifier]))
        )


@given(dossiers())
@settings(max_examples=60)
def test_feeds_give_back_every_value(dossier: Dossier) -> None:
    facts = record_summaries(dossier, ABOUT)
    atom = ET.fromstring(feeds.atom(dossier, ABOUT, facts))
    space = {"a": "http://www.w3.org/2005/Atom"}
    claim = dossier.claim("CLM-2026-0001")
    assert claim is not None
    correction = claim.corrections[0]
    wanted = f"{correction.reason}\n\nBefore: {correction.was}"
    assert atom.findtext("a:entry/a:content", namespaces=space) == wanted
    assert atom.findtext("a:title", namespaces=space) == f"{ABOUT.name}: changes to records"
    assert json.loads(feeds.json_feed(dossier, ABOUT, facts))["items"][0]["content_text"] == wanted


@given(dossiers())
@settings(max_examples=60)
def test_calendars_give_back_every_value(dossier: Dossier) -> None:
    content = calendar.calendar(dossier, ABOUT, record_summaries(dossier, ABOUT))
    assert all(len(row) <= 75 for row in content.split(b"\r\n"))
    [event] = icalendar.Calendar.from_ical(content).walk("VEVENT")
    proceeding = dossier.proceeding("PRO-2026-0001")
    assert proceeding is not None
    assert not event.errors
    assert str(event["SUMMARY"]) == f"Decided: {proceeding.title}"
    assert str(event["DESCRIPTION"]) == f"Decision: Final\n\n{proceeding.outcome}"
    assert str(event["URL"]) == urljoin(ABOUT.address, "proceedings/PRO-2026-0001/")


# CSL-JSON reads quotation marks as formatting and has no escape for them. pandoc makes them curly in every format.
STRAIGHT = str.maketrans("‘’“”", "''\"\"")


def straight(text: str) -> str:
    return re.sub(r"\s+", " ", text.translate(STRAIGHT).replace('"', "'")).strip()


@given(st.lists(st.tuples(line, line, line), min_size=30, max_size=30))
@settings(max_examples=4, phases=(Phase.explicit, Phase.generate))
def test_pandoc_reads_every_entry_of_the_bibliographies(drawn: list[tuple[str, str, str]]) -> None:
    records = [
        source(number, title, publication=publication, authors=[{"family": name, "given": "Ida"}])
        for number, (title, publication, name) in enumerate(drawn, 1)
    ]
    sources = [entry.record for entry in dossier_of(*records).sources()]
    files = {
        "csljson": api.pretty_json([csl_json.item(record, "") for record in sources]),
        "bibtex": bibtex.bibtex(sources, {}),
        "biblatex": bibtex.bibtex(sources, {}),
        "ris": ris.ris(sources, {}),
    }
    for format_name, content in files.items():
        command = [pypandoc.get_pandoc_path(), "--from", format_name, "--to", "csljson"]
        done = subprocess.run(command, input=content, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b""), content
        found = {record["id"]: record for record in json.loads(done.stdout)}
        assert list(found) == [record.id for record in sources] or format_name != "csljson"
        for record in sources:
            _compare(record, found[record.id], format_name)


def _compare(wanted: Source, found: dict[str, Any], form: str) -> None:
    for name, text in (("title", wanted.title), ("container-title", wanted.publication or "")):
        # The only loss: an unbalanced brace would make BibTeX programs lose all other entries.
        is_lost = form.startswith("bib") and not bibtex.is_balanced(text)
        assert straight(found.get(name, "")) == straight(re.sub("[{}]", "", text) if is_lost else text), form
    assert found["issued"]["date-parts"] in ([[2024, 9, 2]], [[2024, 9]], [[2024]]), form
    assert found["URL"] == wanted.url, form
