"""Data and modules of the pages that work in the browser."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import unicodedata
from dataclasses import astuple
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dossier.releases.aftermath.browser_data import known_revisions, normalise, read_page
from dossier.releases.aftermath.status import Status
from tests.shared.frozen_samples import (
    BEFORE_REDACTION,
    FROZEN,
    MINE,
    RELEASES,
    frozen,
    known_json,
    originals_json,
    page,
)
from tests.shared.places import ROOT
from tests.shared.tools import tool

ASSETS = ROOT / "dossier/site/assets"
VENDOR = ASSETS / "vendor"

# Node 18, which Debian 12 has, knows the browser's `crypto` only by its module.
HEAD = """import { webcrypto } from "node:crypto";
import { readFileSync } from "node:fs";
globalThis.crypto ??= webcrypto;
const given = JSON.parse(readFileSync(0, "utf-8"));
"""


def node(tmp_path: Path, script: str, argument: Any) -> Any:
    """The JSON that a script prints. It can import the modules of the site, and has the argument as `given`."""
    for path in ASSETS.glob("*.js"):
        shutil.copy(path, tmp_path)
    (tmp_path / "package.json").write_text('{"type": "module"}')
    (tmp_path / "script.js").write_text(HEAD + script)
    done = subprocess.run(
        [tool("node"), "script.js"],
        cwd=tmp_path,
        input=json.dumps(argument),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


# Unassigned characters are left out: Python and node know different versions of Unicode.
TEXTS = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs", "Cn"]),
        st.sampled_from("\t\n\x0b\x0c\r \x1c\x85\xa0\u2003\u2028\ufeff\u0301e"),
    )
)


def test_python_and_javascript_normalise_alike(tmp_path: Path) -> None:
    samples: list[str] = []

    @settings(max_examples=2000, database=None)
    @given(TEXTS)
    def collect(text: str) -> None:
        samples.append(text)

    collect()
    every = "".join(chr(code) for code in range(0x3100) if unicodedata.category(chr(code)) != "Cn")
    samples += [every, "a".join(every)]
    script = """import { normalise, sha256 } from "./dossier-words.js";
    const digests = await Promise.all(given.map((text) => sha256(normalise(text))));
    console.log(JSON.stringify(digests));"""
    assert node(tmp_path, script, samples) == [hashlib.sha256(normalise(text).encode()).hexdigest() for text in samples]


def test_a_difference_rebuilds_both_texts(tmp_path: Path) -> None:
    pairs: list[tuple[str, str]] = []
    words = st.lists(st.sampled_from("abcd"), max_size=12).map(" ".join)

    @settings(max_examples=500, database=None)
    @given(words, words)
    def collect(before: str, after: str) -> None:
        pairs.append((before, after))

    collect()
    pairs.append((" ".join("x" * 3000), " ".join("y" * 3000)))
    script = """import { difference } from "./dossier-words.js";
    console.log(JSON.stringify(given.map(([before, after]) => difference(before, after))));"""
    for (before, after), parts in zip(pairs, node(tmp_path, script, pairs), strict=True):
        for text, left_out in ((before, "added"), (after, "removed")):
            kept = [word for part in parts if part["kind"] != left_out for word in part["words"]]
            assert " ".join(kept) == text


def test_javascript_writes_canonical_json(tmp_path: Path) -> None:
    script = """import { canonicalJson } from "./dossier-words.js";
    console.log(JSON.stringify(given.map((text) => canonicalJson(JSON.parse(text)))));"""
    texts = [current.frozen.content.decode() for current in FROZEN]
    indented = [json.dumps(json.loads(text), indent=2) for text in texts]
    assert node(tmp_path, script, indented) == texts


DAMAGED = {
    "CLM-2026-0042": ("CLM-2026-0042", None, []),
    "clm–2026—0042": ("CLM-2026-0042", None, []),
    "CLM‑2026‑0042 [3]": ("CLM-2026-0042", None, [3]),
    "CLM\u00ad-2026-00\u00ad42": ("CLM-2026-0042", None, []),
    "C1M-2O26-OO42": ("CLM-2026-0042", None, []),
    "cIm-2026-004l": ("CLM-2026-0041", None, []),
    "CLM-2026-\n0042": ("CLM-2026-0042", None, []),
    "CLM-20-\n26-0042": ("CLM-2026-0042", None, []),
    "CLM - 2026\u00a0-\u20090042": ("CLM-2026-0042", None, []),
    "ＣＬＭ－２０２６－００４２": ("CLM-2026-0042", None, []),
    "PR0-2026-0003": ("PRO-2026-0003", None, []),
    "SRC 2026 0007": ("SRC-2026-0007", None, []),
    "CAP−2026−000123": ("CAP-2026-000123", None, []),
    "CLM-2026-0042 12 people": ("CLM-2026-0042", None, []),
    "https://x.example/r/CLM-2026-0042/3/#p4": ("CLM-2026-0042", 3, [4]),
    "https://x.example/r/CLM-2026-\n0042/ 3/": ("CLM-2026-0042", 3, []),
    "<https://x.example/r/CLM-2026-0042/l/> accessed 3 May 2026 [2]–[4]": ("CLM-2026-0042", 1, [2, 4]),
    "CLM-2026-0042, revision 2, paras 7": ("CLM-2026-0042", 2, [7]),
    "CLM-2026-0041/0042": ("CLM-2026-0041", None, []),
    "https://x.example/r/west-\nmidlands/12/": ("west-midlands", 12, []),
    "r/MetropoIitan/l/#p3": ("metropolitan", 1, [3]),
    "https://x.example/organisations/lco/": ("ico", None, []),
}


def test_damaged_citations_are_found(tmp_path: Path) -> None:
    script = """import { findCitations } from "./dossier-identifiers.js";
    const pages = ["forces/west-midlands/", "forces/metropolitan/", "organisations/ico/"];
    const records = Object.fromEntries(pages.map((living) => [living.split("/")[1], { living }]));
    const citations = given.map((text) => findCitations(`See ${text}, with more.`, records));
    console.log(JSON.stringify(citations.map((each) => each.map(({ id, revision, pins }) => [id, revision, pins]))));"""
    found = node(tmp_path, script, list(DAMAGED))
    assert dict(zip(DAMAGED, found, strict=True)) == {text: [list(citation)] for text, citation in DAMAGED.items()}


def test_similar_words_are_not_taken_for_citations(tmp_path: Path) -> None:
    texts = [
        "ACLM-2026-0042",
        "CLM-2026",
        "CLM 1998 12 34",
        "call 2026-0042",
        "CLM-2026 12 of",
        "forces of nature",
        "r/ 1",
    ]
    script = """import { findCitations } from "./dossier-identifiers.js";
    console.log(JSON.stringify(given.flatMap((text) => findCitations(text))));"""
    assert node(tmp_path, script, texts) == []


@settings(max_examples=100, database=None)
@given(st.text(alphabet="CLMclm0Oo1Il26-–/r \n\u00ad[]#p", max_size=300))
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_the_time_of_a_search_grows_with_the_text_and_not_its_square(tmp_path: Path) -> None:
    """These texts are made to slow the search: each piece begins a match that no piece completes."""
    pieces = [
        "CLM-2026-" + " " * 50,
        "r" + " " * 200,
        "r/a-",
        "CLM" + "\u00ad" * 30,
        "https://" * 5,
        "CLM-2026-0042 accessed ",
    ]
    script = """import { findCitations } from "./dossier-identifiers.js";
    const time = (text) => {
      const start = performance.now();
      findCitations(text);
      return performance.now() - start;
    };
    console.log(JSON.stringify(given.map((piece) => {
      const length = (size) => piece.repeat(Math.ceil(size / piece.length));
      time(length(50000));
      const least = (text) => Math.min(...[1, 2, 3, 4, 5].map(() => time(text)));
      return least(length(400000)) / Math.max(1, least(length(50000)));
    })));"""
    assert max(node(tmp_path, script, pieces)) < 40  # 8 times the text; 64 would be its square


def test_known_json_lists_every_revision() -> None:
    data = json.loads(known_json())
    assert data["schema"] == "dossier-known/1"
    assert data["releases"] == list(RELEASES)
    for current in FROZEN:
        frozen_revision, (identifier, number) = current.frozen, astuple(current.frozen.revision)
        for content, name in ((frozen_revision.page, "index.html"), (frozen_revision.content, "record.json")):
            (file,) = data["files"][hashlib.sha256(content).hexdigest()]
            assert file == {
                "path": f"r/{identifier}/{number}/{name}",
                "id": identifier,
                "revision": number,
                "release": frozen_revision.release.version,
            }
        revision = data["records"][identifier]["revisions"][str(number)]
        assert (revision["status"], revision["paragraphs"]) == (current.status.statuses[0], 2)
    assert data["records"][MINE]["newest"] == 2
    assert data["records"]["CLM-2026-0007"] == {"living": "claims/CLM-2026-0007/", "newest": 0, "revisions": {}}
    (old,) = data["files"][hashlib.sha256(BEFORE_REDACTION).hexdigest()]
    assert old["redacted"] == RELEASES[1]
    assert b"Jo Vale" in BEFORE_REDACTION
    assert "Jo Vale" not in (known_json() + originals_json()).decode()


def test_the_words_for_statuses_come_from_the_data_alone(tmp_path: Path) -> None:
    statuses = json.loads(known_json())["statuses"]
    assert statuses == {status.value: {"label": status.label, "sentence": status.sentence} for status in Status}
    script = """import { statusWords } from "./dossier-known.js";
    console.log(JSON.stringify(given.names.map((name) => statusWords(name, given))));"""
    other = {name: {"label": f"label of {name}", "sentence": f"sentence of {name}"} for name in statuses}
    assert node(tmp_path, script, {"names": list(other), "statuses": other}) == list(other.values())
    scripts = "".join(path.read_text("utf-8") for path in ASSETS.glob("*.js"))
    assert "No record of this dossier has this identifier." in scripts
    assert [status.sentence for status in Status if status.sentence and status.sentence in scripts] == []


def test_the_record_of_a_revert_leads_to_both_revisions() -> None:
    first, third = (frozen(MINE, number, RELEASES[0], "It is so.", "revised") for number in (1, 3))
    data = json.loads(known_revisions(RELEASES, (first, third), {}))
    assert [file["revision"] for file in data["files"][hashlib.sha256(first.frozen.content).hexdigest()]] == [1, 3]
    assert [[file["revision"] for file in files] for files in data["texts"].values()] == [[1, 3]]


def test_the_text_of_a_page_is_its_visible_text() -> None:
    visible = read_page(page(MINE, 1, RELEASES[0], "Four <cameras> & more."))
    assert visible.text is not None
    assert visible.text.startswith(
        f"Four <cameras> & more. [1] Claim {MINE} \u200b, of March 2025 — “reported” by The Vale ."
    )
    assert visible.text.endswith("café & all: <none>.")
    assert read_page(b"<main>a</main><main>b</main>").text is None
    assert read_page(b"<p>a</p>").text is None


def test_vendored_files_have_the_listed_hashes() -> None:
    listed = [line.split() for line in (VENDOR / "README.md").read_text("utf-8").splitlines() if "  pdfjs/" in line]
    assert len(listed) == len(list(VENDOR.rglob("*.mjs"))) == 2
    for digest, path in listed:
        assert hashlib.sha256((VENDOR / path).read_bytes()).hexdigest() == digest
