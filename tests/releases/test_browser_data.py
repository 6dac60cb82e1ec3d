"""What the pages that work in the browser know, and that Python and JavaScript agree on what a text is."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import unicodedata
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dossier.releases.aftermath.browser_data import known, normalised, read
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


def node(tmp_path: Path, script: str, given: Any) -> Any:
    """What a script makes of `given`; the modules of the site lie beside it."""
    for path in ASSETS.glob("*.js"):
        shutil.copy(path, tmp_path)
    (tmp_path / "package.json").write_text('{"type": "module"}')
    head = 'import { readFileSync } from "node:fs";\nconst given = JSON.parse(readFileSync(0, "utf-8"));\n'
    (tmp_path / "script.js").write_text(head + script)
    done = subprocess.run(
        [tool("node"), "script.js"], cwd=tmp_path, input=json.dumps(given), capture_output=True, text=True, check=False
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
    script = """import { normalised, sha256 } from "./dossier-words.js";
    const found = await Promise.all(given.map((text) => sha256(normalised(text))));
    console.log(JSON.stringify(found));"""
    assert node(tmp_path, script, samples) == [hashlib.sha256(normalised(one).encode()).hexdigest() for one in samples]


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
    script = """import { canonical } from "./dossier-words.js";
    console.log(JSON.stringify(given.map((text) => canonical(JSON.parse(text)))));"""
    texts = [one.record.decode() for one in FROZEN]
    loose = [json.dumps(json.loads(one), indent=2) for one in texts]
    assert node(tmp_path, script, loose) == texts


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


def test_citations_are_found_however_damaged(tmp_path: Path) -> None:
    script = """import { citations } from "./dossier-identifiers.js";
    const found = given.map((text) => citations(`See ${text}, with more.`, ["west-midlands", "metropolitan", "ico"]));
    console.log(JSON.stringify(found.map((many) => many.map(({ id, revision, pins }) => [id, revision, pins]))));"""
    found = node(tmp_path, script, list(DAMAGED))
    assert dict(zip(DAMAGED, found, strict=True)) == {text: [list(wanted)] for text, wanted in DAMAGED.items()}


def test_what_is_no_citation_is_not_found(tmp_path: Path) -> None:
    texts = [
        "ACLM-2026-0042",
        "CLM-2026",
        "CLM 1998 12 34",
        "call 2026-0042",
        "CLM-2026 12 of",
        "forces of nature",
        "r/ 1",
    ]
    script = """import { citations } from "./dossier-identifiers.js";
    console.log(JSON.stringify(given.flatMap((text) => citations(text, []))));"""
    assert node(tmp_path, script, texts) == []


@settings(max_examples=100, database=None)
@given(st.text(alphabet="CLMclm0Oo1Il26-–/r \n\u00ad[]#p", max_size=300))
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalised(normalised(text)) == normalised(text)


def test_long_texts_are_searched_in_time_that_grows_with_them(tmp_path: Path) -> None:
    """A text made to hold up the search: each piece begins what none ends."""
    pieces = [
        "CLM-2026-" + " " * 50,
        "r" + " " * 200,
        "r/a-",
        "CLM" + "\u00ad" * 30,
        "https://" * 5,
        "CLM-2026-0042 accessed ",
    ]
    script = """import { citations } from "./dossier-identifiers.js";
    const time = (text) => { const start = performance.now(); citations(text, []); return performance.now() - start; };
    console.log(JSON.stringify(given.map((piece) => {
      const length = (size) => piece.repeat(Math.ceil(size / piece.length));
      time(length(50000));
      return time(length(400000)) / Math.max(1, time(length(50000)));
    })));"""
    assert max(node(tmp_path, script, pieces)) < 40  # 8 times the text; 64 would be its square


def test_known_holds_every_revision() -> None:
    about = json.loads(known_json())
    assert about["schema"] == "dossier-known/1"
    assert about["releases"] == list(RELEASES)
    for one in FROZEN:
        for content, name in ((one.page, "index.html"), (one.record, "record.json")):
            (place,) = about["files"][hashlib.sha256(content).hexdigest()]
            assert place == {
                "path": f"r/{one.identifier}/{one.revision}/{name}",
                "id": one.identifier,
                "revision": one.revision,
                "release": one.release,
            }
        revision = about["records"][one.identifier]["revisions"][str(one.revision)]
        assert (revision["status"], revision["paragraphs"]) == (one.statuses[0], 2)
    assert about["records"][MINE]["newest"] == 2
    assert about["records"]["CLM-2026-0007"] == {"living": "claims/CLM-2026-0007/", "newest": 0, "revisions": {}}
    (old,) = about["files"][hashlib.sha256(BEFORE_REDACTION).hexdigest()]
    assert old["redacted"] == RELEASES[1]
    assert b"Jo Vale" in BEFORE_REDACTION
    assert "Jo Vale" not in (known_json() + originals_json()).decode()


def test_a_revert_has_the_same_bytes_as_the_revision_it_goes_back_to() -> None:
    first, third = (frozen(MINE, number, RELEASES[0], "It is so.", "revised") for number in (1, 3))
    about = json.loads(known(RELEASES, (first, third), {}))
    assert [one["revision"] for one in about["files"][hashlib.sha256(first.record).hexdigest()]] == [1, 3]
    assert [[one["revision"] for one in many] for many in about["texts"].values()] == [[1, 3]]


def test_a_page_is_read_as_it_is_seen() -> None:
    seen = read(page(MINE, 1, RELEASES[0], "Four <cameras> & more."))
    assert seen.text is not None
    assert seen.text.startswith(
        f"Four <cameras> & more. [1] Claim {MINE} \u200b, of March 2025 — “reported” by The Vale ."
    )
    assert seen.text.endswith("café & all: <none>.")
    assert read(b"<main>a</main><main>b</main>").text is None
    assert read(b"<p>a</p>").text is None


def test_vendored_files_are_those_the_list_names() -> None:
    listed = [line.split() for line in (VENDOR / "README.md").read_text("utf-8").splitlines() if "  pdfjs/" in line]
    assert len(listed) == len(list(VENDOR.rglob("*.mjs"))) == 2
    for digest, path in listed:
        assert hashlib.sha256((VENDOR / path).read_bytes()).hexdigest() == digest
