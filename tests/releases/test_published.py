"""What was released, laid beside the living site: nothing of it changes, and later truth is told around it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import unquote, urldefrag, urljoin
from urllib.request import urlopen

import pytest

from dossier.errors import DossierError
from dossier.reading.load import load
from dossier.releases.aftermath.published import read_published
from dossier.releases.aftermath.status_pages import status_pages
from tests.shared.browser import serving, watching
from tests.shared.places import ROOT
from tests.shared.releasing import Works, git, make_works
from tests.shared.tools import tool
from tests.site.test_page_heads import misplaced_in

MINE = "CLM-2026-0001"
SECRET = "We returned it."
LIBRARY = ROOT / ".cache" / "pages" / "node_modules"
STATUSES = {
    f"{MINE}/1": ["corrected", "redacted"],
    f"{MINE}/2": ["redacted", "current"],
    "CLM-2026-0004/1": ["disputed", "current"],
    "CLM-2026-0005/1": ["revised", "reply-received"],
    "CLM-2026-0005/2": ["current"],
    "CLM-2026-0007/1": ["withdrawn", "current"],
    "CLM-2026-0008/1": ["withdrawn", "revised"],
    "kerbwatch/1": ["current"],
}


@dataclass
class Laid:
    works: Works
    site: Path

    def text(self, path: str) -> str:
        return (self.site / path).read_text("utf-8")


def run(works: Works, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What `dossier` does and says."""
    command = [sys.executable, "-m", "dossier", *arguments]
    return subprocess.run(command, cwd=works.root, env=works.environment(), capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Laid:
    """Two releases with a correction between, a redaction, and the site built with all of it."""
    folder = tmp_path_factory.mktemp("published")
    works = make_works(folder)
    assert works.release("--first").returncode == 0
    works.day = 1
    correction = "  - date: 2026-11-24\n    was: It said six weeks.\n    reason: The council says seven.\n"
    works.edit(
        MINE,
        ("for six weeks.\ndate", "for seven weeks.\ndate"),
        ("    reason: The article says six weeks.\n", f"    reason: The article says six weeks.\n{correction}"),
    )
    works.edit("CLM-2026-0005", ("  status: requested\n", "  status: received\n  text: It is true.\n"))
    withdrawn = "withdrawn:\n  date: 2026-11-24\n  reason: It was told of another force.\n"
    works.edit("CLM-2026-0008", ("\nstatement:", f"\n{withdrawn}statement:"))
    works.commit()
    done = works.release()
    assert done.returncode == 0, done.stdout + done.stderr
    works.day = 2
    works.edit(MINE, (SECRET, "[redacted]"))
    works.commit()
    done = redact(works, folder, SECRET, MINE)
    assert done.returncode == 0, done.stdout + done.stderr
    built = run(works, "build", "--published", "published")
    assert built.returncode == 0, built.stdout + built.stderr
    return Laid(works, works.root / "build/site")


def redact(works: Works, folder: Path, text: str, *names: str, **said: str) -> subprocess.CompletedProcess[str]:
    (folder / "text").write_text(text, "utf-8")
    why = {"authority": "The court of the Vale", "reason": "It names a person", **said}
    told = [part for name, value in why.items() for part in (f"--{name}", value)]
    return run(works, "redact", *names, "--text", str(folder / "text"), *told, "--onto", "published", "--push")


def test_the_frozen_files_are_laid_out_byte_for_byte(laid: Laid) -> None:
    tree = laid.works.tree()
    assert len(tree) > 60
    for path in tree:
        assert (laid.site / path).read_bytes() == laid.works.read(path), path


def test_no_page_skips_a_level_of_headings(laid: Laid) -> None:
    assert misplaced_in(laid.site) == {}


def test_a_tree_that_does_not_hold_refuses_the_build(laid: Laid, tmp_path: Path) -> None:
    copy = tmp_path / "tree"
    copy.mkdir()
    archive = subprocess.run(
        ["git", "archive", "published"], cwd=laid.works.original, check=True, capture_output=True
    ).stdout
    subprocess.run(["tar", "-x", "-C", copy], input=archive, check=True)
    assert len(read_published(str(copy), laid.works.root).releases) == 3
    page = copy / f"r/{MINE}/1/index.html"
    page.write_bytes(page.read_bytes().replace(b"Reported", b"reported", 1))
    before = sha256(laid.text("index.html").encode())
    done = run(laid.works, "build", "--published", str(copy))
    assert done.returncode == 2
    assert f"`r/{MINE}/1/index.html` is not the file that was released" in done.stderr
    assert sha256(laid.text("index.html").encode()).digest() == before.digest()
    with pytest.raises(DossierError, match="neither a folder nor a branch"):
        read_published("nowhere", laid.works.root)


@pytest.mark.parametrize(("revision", "statuses"), STATUSES.items())
def test_each_revision_has_the_status_it_has_now(laid: Laid, revision: str, statuses: list[str]) -> None:
    known = json.loads(laid.text("verify/known.json"))
    name, number = revision.split("/")
    about = known["records"][name]["revisions"][number]
    assert [about["status"], *about.get("also", [])] == statuses
    words = {"reply-received": "Reply received", "revised": "Revised since"}
    shown = laid.text(f"status/{revision}/index.html")
    for status in statuses:
        assert f"<b>{words.get(status, status.capitalize())}</b>" in shown


def test_the_living_page_has_permalink_and_history(laid: Laid, toy: Path) -> None:
    page, never_released = (laid.text(place := f"claims/{MINE}/index.html"), (toy / "build/site" / place).read_text())
    assert f"https://cameras.example.org/vale/r/{MINE}/2/" in page
    for words in ("Unreleased draft", "unreleased draft"):
        assert words in never_released
        assert words not in page
    assert "<del>six</del><ins>seven</ins>" in page
    assert "The council says seven." in page
    assert page.index(">Revision 2<") < page.index(">Revision 1<")
    assert "CLM-2026-0001, 24 November 2026)" in page
    assert "No release has been made" in (toy / "build/site/releases/index.html").read_text("utf-8")
    assert "No release has been made" not in laid.text("releases/index.html")
    assert laid.text("releases/index.html").count('href="../releases/2026.') == 3
    assert f"/claims/{MINE}/" in laid.text("sitemap.xml")
    assert "/r/" not in laid.text("sitemap.xml")


def test_no_difference_is_frozen(laid: Laid) -> None:
    difference = re.compile(rb"<(ins|del)[\s>]")
    assert difference.search(laid.text(f"claims/{MINE}/index.html").encode())
    for path in laid.works.tree():
        assert not difference.search(laid.works.read(path)), path


def test_a_page_that_says_more_than_its_revision_says_so(laid: Laid, tmp_path: Path) -> None:
    root = tmp_path / "works"
    shutil.copytree(laid.works.root, root, ignore=shutil.ignore_patterns("build"))
    works = Works(root, laid.works.original, day=3)
    works.edit("CLM-2026-0005", ("It is true.", "It is quite true."))
    done = run(works, "build", "--no-search", "--published", "published")
    assert done.returncode == 0, done.stderr
    assert "something that no revision says yet" in (root / "build/site/claims/CLM-2026-0005/index.html").read_text()
    assert "something that no revision says yet" not in (root / f"build/site/claims/{MINE}/index.html").read_text()


def test_what_was_published_and_is_gone_still_answers(laid: Laid, tmp_path: Path) -> None:
    root = tmp_path / "dossier"
    shutil.copytree(laid.works.root / "evidence", root / "evidence")
    next(root.glob("evidence/*/CLM-2026-0008.yaml")).unlink()
    next(root.glob("evidence/*/CAP-2026-0001.yaml")).unlink()
    published = read_published("published", laid.works.root)
    pages = dict(status_pages(published, load(root, date(2026, 11, 26)).dossier, "Cameras"))
    page = pages["claims/CLM-2026-0008/index.html"].decode()
    assert "It was told of another force." in page
    assert 'href="../../r/CLM-2026-0008/2/"' in page
    assert "captures/CAP-2026-0001/index.html" in pages
    assert f"claims/{MINE}/index.html" not in pages
    assert "Withdrawn" in pages["status/CLM-2026-0008/1/index.html"].decode()


def test_a_redaction_leaves_nothing_of_the_text(laid: Laid) -> None:
    for path in laid.works.tree():
        assert SECRET.encode() not in laid.works.read(path), path
    page = laid.works.read(f"r/{MINE}/1/index.html").decode()
    record = laid.works.read(f"r/{MINE}/1/record.json")
    assert page.count("[redacted]") == 2
    assert "The court of the Vale" in page
    assert sha256(record).hexdigest() in page
    release = json.loads(laid.works.read("releases/2026.11.25/release.json"))
    assert [one["path"] for one in release["redacted"]] == [
        f"r/{MINE}/{number}/{name}" for number in (1, 2) for name in ("index.html", "record.json")
    ]
    first = laid.works.read("releases/2026.11.23/SHA256SUMS").decode()
    assert f"{release['redacted'][0]['old_sha256']}  r/{MINE}/1/index.html\n" in first


def test_after_a_redaction_the_branch_verifies_and_nothing_is_to_release(laid: Laid) -> None:
    done = run(laid.works, "verify", "published")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "4 files redacted" in done.stdout
    done = laid.works.release()
    assert "nothing has changed" in done.stdout, done.stdout + done.stderr


def test_a_redaction_says_where_the_text_still_stands(tmp_path: Path) -> None:
    works = make_works(tmp_path)
    assert works.release("--first").returncode == 0
    tip = works.tip()
    refused = {
        "does not hold the text": redact(works, tmp_path, "nowhere in it", MINE),
        "was never published": redact(works, tmp_path, SECRET, "CLM-2026-0099"),
        "`CLM-2026-0001/2` was never published": redact(works, tmp_path, SECRET, f"{MINE}/2"),
        "repeats the text": redact(works, tmp_path, SECRET, MINE, reason=f"It said: {SECRET}"),
        "fewer than 4 characters": redact(works, tmp_path, " a b ", MINE),
    }
    for reason, done in refused.items():
        assert done.returncode == 2, reason
        assert reason in done.stderr
    assert works.tip() == tip
    done = redact(works, tmp_path, "of  Ashby Vale\nCouncil", f"{MINE}/1")
    assert done.returncode == 1
    assert f"evidence/claims/{MINE}.yaml" in done.stderr
    assert "web archives" in done.stdout
    assert "evidence-2026.11.23.tar.gz" in done.stdout
    assert b'<h1 dir="auto">Ashby Vale Police used the cameras [redacted] for' in works.read(f"r/{MINE}/1/index.html")
    assert git(works.original, "rev-parse", "published^") == tip


def test_what_was_redacted_is_not_published_again(tmp_path: Path) -> None:
    works = make_works(tmp_path)
    assert works.release("--first").returncode == 0
    assert redact(works, tmp_path, SECRET, MINE).returncode == 1
    tip = works.tip()
    done = works.release()
    assert done.returncode == 2
    assert f"`{MINE}` still holds in the evidence what release 2026.11.23.2 redacted" in done.stderr
    assert works.tip() == tip


def test_the_data_that_goes_with_a_release_cites_its_permalinks(tmp_path: Path) -> None:
    works = make_works(tmp_path)
    assert works.release("--first").returncode == 0
    works.day = 1
    works.edit("CLM-2026-0005", ("  status: requested\n", "  status: received\n  text: It is true.\n"))
    works.commit()
    assert works.release().returncode == 0
    [archive] = (works.root / "build/release-assets").glob("data-*.zip")
    with zipfile.ZipFile(archive) as packed:
        [name] = [one for one in packed.namelist() if one.endswith("/claims.jsonl")]
        text = packed.read(name).decode()
    assert f"<https://cameras.example.org/vale/r/{MINE}/1/>" in text
    assert "CLM-2026-0005, 24 November 2026) <https://cameras.example.org/vale/r/CLM-2026-0005/2/>" in text
    assert "unreleased draft" not in text


class Found(HTMLParser):
    """The links and anchors of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.anchors = {"", "top"}
        self.feed(text)

    def handle_starttag(self, _: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.anchors.add(given.get("id") or "")
        self.links |= {given[name] or "" for name in ("href", "src") if name in given} - {"href"}
        content = given.get("content") or ""
        if given.get("http-equiv") == "refresh":
            self.links.add(content.partition("url=")[2])


def test_every_link_leads_somewhere(laid: Laid) -> None:
    with serving(laid.site) as address:
        pages: dict[str, Found | None] = {}
        waiting = [address]
        broken = []
        asked: list[tuple[str, str, str]] = []
        while waiting:
            page = waiting.pop()
            if page in pages:
                continue
            try:
                with urlopen(page) as answer:
                    content = answer.read()
                    is_page = answer.headers.get_content_type() == "text/html"
                    pages[page] = Found(content.decode()) if is_page else None
            except HTTPError:
                broken.append(page)
                pages[page] = None
            found = pages[page]
            for link in found.links if found is not None else ():
                target, anchor = urldefrag(urljoin(page, link))
                if target.startswith(address):
                    waiting.append(target)
                    asked.append((page, target, anchor))
        assert broken == []
        for page, target, anchor in asked:
            found = pages[target]
            assert found is None or unquote(anchor) in found.anchors, (page, target, anchor)
        frozen = {f"{address}{path.removesuffix('index.html')}" for path in laid.works.tree() if path.endswith(".html")}
        assert frozen <= pages.keys()


@pytest.mark.browser
def test_a_frozen_page_shows_its_status_without_javascript(laid: Laid, chromium: Any) -> None:
    with (
        serving(laid.site) as address,
        watching(chromium, address, java_script_enabled=False) as watched,
    ):
        watched.open(f"r/{MINE}/1/")
        notice = watched.page.frame_locator("iframe")
        assert "Corrected" in notice.locator("main").inner_text()
        assert "The council says seven." in notice.locator("main").inner_text()
        # A link in the notice opens in the whole window.
        notice.get_by_role("link", name="revision 2").click()
        watched.page.wait_for_url(f"**/r/{MINE}/2/")
        watched.open(f"r/{MINE}/")
        watched.page.wait_for_url(f"**/r/{MINE}/2/")
        assert watched.harmless(), (watched.elsewhere, watched.complaints)


@pytest.mark.browser
def test_frozen_pages_are_accessible(laid: Laid, chromium: Any) -> None:
    axe = library("axe-core/axe.min.js").read_text("utf-8")
    # The checker is a script, which the policy of these pages refuses.
    with serving(laid.site) as address, watching(chromium, address, bypass_csp=True) as watched:
        for path in judged(laid):
            watched.open(path.removesuffix("index.html"))
            watched.page.add_script_tag(content=axe)
            found = watched.page.evaluate("axe.run(document, {iframes: false})")
            told = [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]]
            assert told == [], path
            assert found["passes"]


def test_frozen_pages_are_valid_html(laid: Laid) -> None:
    java = tool("java")
    jar = library("vnu-jar/build/dist/vnu.jar")
    files = [str(laid.site / path) for path in (*judged(laid), f"r/{MINE}/index.html")]
    done = subprocess.run(
        [java, "-jar", str(jar), "--errors-only", *files], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    wrong = laid.works.root.parent / "wrong.html"
    wrong.write_text("<!doctype html><html lang=en><title>x</title><p><main id=a><b id=a></p></main>", "utf-8")
    assert subprocess.run([java, "-jar", str(jar), str(wrong)], capture_output=True, check=False).returncode == 1


def judged(laid: Laid) -> Iterator[str]:
    """Every frozen page and release page, and notices of every status."""
    yield from (path for path in laid.works.tree() if path.endswith("/index.html"))
    yield from (f"status/{revision}/index.html" for revision in STATUSES)


def library(path: str) -> Path:
    """A file of the tools that judge pages."""
    found = Path(os.environ.get("DOSSIER_PAGE_TOOLS", LIBRARY)) / path
    if not found.is_file():
        pytest.skip(f"{path} is not installed: see requirements/pages")
    return found
