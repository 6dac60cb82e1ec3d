"""Frozen files next to the living site, and their status pages."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
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

from dossier.configuration import About
from dossier.errors import DossierError
from dossier.reading.load import load
from dossier.releases.aftermath.published import Published, read_published, write_frozen_files
from dossier.releases.aftermath.status import Status
from dossier.releases.aftermath.status_pages import status_pages
from dossier.releases.store.manifest import ATTRIBUTES
from tests.shared.browser import watching
from tests.shared.local_server import serving
from tests.shared.releasing import WorkingClone, git, make_working_clone
from tests.shared.tools import library, tool
from tests.shared.toy import put_subject
from tests.site.test_page_heads import misplaced_in

MINE = "CLM-2026-0001"
SECRET = "We returned it."
# What takes the place of the digest of a reviewed text after a redaction.
REVIEWED = '    text: "[redacted]"'
STATUSES = {
    f"{MINE}/1": ["redacted", "corrected"],
    f"{MINE}/2": ["redacted"],
    "CLM-2026-0004/1": ["disputed"],
    "CLM-2026-0005/1": ["reply-received", "revised"],
    "CLM-2026-0005/2": ["current"],
    "CLM-2026-0007/1": ["withdrawn"],
    "CLM-2026-0008/1": ["withdrawn", "revised"],
    "kerbwatch/1": ["current"],
    "ashby-vale-police/1": ["claims-changed", "revised"],
    "ashby-vale-police/2": ["current"],
}


@dataclass
class BuiltSite:
    """A dossier with releases, and its site."""

    works: WorkingClone
    site: Path

    def text(self, path: str) -> str:
        return (self.site / path).read_text("utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """Two releases with a correction between them, a redaction, and the site built with all of them."""
    folder = tmp_path_factory.mktemp("published")
    works = make_working_clone(folder)
    assert works.release("--first").returncode == 0
    works.day = 1
    correction = "  - date: 2026-11-24\n    was: for six weeks.\n    reason: The council says seven.\n"
    works.edit(
        MINE,
        ("for six weeks.\ndate", "for seven weeks.\ndate"),
        ("    reason: The article says six weeks.\n", f"    reason: The article says six weeks.\n{correction}"),
    )
    works.edit("CLM-2026-0005", ("  status: no-answer\n", "  status: received\n  text: It is true.\n"))
    withdrawn = "withdrawn:\n  date: 2026-11-24\n  reason: It is about another force.\n"
    works.edit("CLM-2026-0008", ("\nstatement:", f"\n{withdrawn}statement:"))
    works.commit()
    done = works.release()
    assert done.returncode == 0, done.stdout + done.stderr
    works.day = 2
    redact_mine(works, folder)
    done = works.run("build", "--published", "published")
    assert done.returncode == 0, done.stdout + done.stderr
    return BuiltSite(works, works.root / "build/site")


def redact_mine(works: WorkingClone, folder: Path) -> None:
    """Redact a sentence of a record, in the evidence and in the releases."""
    works.edit(
        MINE,
        (SECRET, "[redacted]"),
        ("    text: b0c2bec56c1d434064beee9d2b762dede835dbba0bcf4e6aa249c5eb438e05e7", REVIEWED),
    )
    works.commit()
    done = redact(works, folder, SECRET, MINE)
    assert done.returncode == 0, done.stdout + done.stderr


def redact(
    works: WorkingClone, folder: Path, text: str, *names: str, **replaced: str
) -> subprocess.CompletedProcess[str]:
    (folder / "text").write_text(text, "utf-8")
    values = {"authority": "The court of the Vale", "reason": "It names a person", **replaced}
    options = [part for name, value in values.items() for part in (f"--{name}", value)]
    return works.run("redact", *names, "--text", str(folder / "text"), *options, "--onto", "published", "--push")


def test_the_site_has_the_frozen_files_byte_for_byte(built: BuiltSite) -> None:
    tree = built.works.tree()
    assert len(tree) > 60
    # The settings for git belong to the branch only.
    assert tree.pop(ATTRIBUTES)
    assert not (built.site / ATTRIBUTES).exists()
    for path in tree:
        assert (built.site / path).read_bytes() == built.works.read(path), path


def test_no_page_skips_a_level_of_headings(built: BuiltSite) -> None:
    assert misplaced_in(built.site) == {}


def test_the_status_of_a_body_tells_of_the_claims_that_it_lists(built: BuiltSite) -> None:
    """Its page repeats them, so that a reader of an earlier revision must learn that they were withdrawn or changed."""
    sentence = (
        "Of the claims that this page lists, since then: 1 withdrawn and 1 given other words or another standing."
    )
    assert sentence in built.text("status/ashby-vale-police/1/index.html")
    assert "No correction, withdrawal" in built.text("status/ashby-vale-police/2/index.html")
    assert "· withdrawn on 24 November 2026" in built.text("r/ashby-vale-police/2/index.html")


def test_a_build_refuses_a_tree_that_does_not_verify(built: BuiltSite, tmp_path: Path) -> None:
    copy = tmp_path / "tree"
    copy.mkdir()
    archive = subprocess.run(
        ["git", "archive", "published"], cwd=built.works.original, check=True, capture_output=True
    ).stdout
    subprocess.run(["tar", "-x", "-C", copy], input=archive, check=True)
    assert len(read_published(str(copy), built.works.root).releases) == 3
    page = copy / f"r/{MINE}/1/index.html"
    page.write_bytes(page.read_bytes().replace(b"Reported", b"reported", 1))
    before = sha256(built.text("index.html").encode())
    done = built.works.run("build", "--published", str(copy))
    assert done.returncode == 2
    assert f"`r/{MINE}/1/index.html` is not the file that was released" in done.stderr
    assert sha256(built.text("index.html").encode()).digest() == before.digest()
    with pytest.raises(DossierError, match="neither a folder nor a branch"):
        read_published("nowhere", built.works.root)


@pytest.mark.parametrize("place", [f"r/{MINE}/1/index.html", f"r/{MINE}", "unlisted"])
def test_a_build_follows_no_link_in_a_folder_of_releases(built: BuiltSite, tmp_path: Path, place: str) -> None:
    copy, moved = tmp_path / "tree", tmp_path / "moved"
    for path in built.works.tree():
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        (copy / path).write_bytes(built.works.read(path))
    assert len(read_published(str(copy), built.works.root).releases) == 3
    if (copy / place).exists():
        (copy / place).rename(moved)
    (copy / place).symlink_to(moved)
    with pytest.raises(DossierError, match=f"`{place}` in .* is not a regular file"):
        read_published(str(copy), built.works.root)


@pytest.mark.parametrize(("revision", "statuses"), STATUSES.items())
def test_each_revision_has_its_current_status(built: BuiltSite, revision: str, statuses: list[str]) -> None:
    known = json.loads(built.text("verify/known.json"))
    name, number = revision.split("/")
    described = known["records"][name]["revisions"][number]
    assert [described["status"], *described.get("also", [])] == statuses
    shown = built.text(f"status/{revision}/index.html")
    labels = re.findall("<b>(.*?)</b>", shown)
    assert labels == [Status(status).label.capitalize() for status in statuses]
    # A date, a reason or an authority says more than the sentence of these three.
    # Only the first status has room for its sentence.
    first = [status.value for status in Status if status == statuses[0] and status.sentence]
    assert [status.value for status in Status if status.sentence and status.sentence in shown] == first


def test_the_living_page_has_permalink_and_history(built: BuiltSite, toy: Path) -> None:
    path = f"claims/{MINE}/index.html"
    page, never_released = built.text(path), (toy / "build/site" / path).read_text()
    assert f"https://cameras.example.org/vale/r/{MINE}/2/" in page
    for words in ("Unreleased draft", "unreleased draft"):
        assert words in never_released
        assert words not in page
    assert "<del>six</del><ins>seven</ins>" in page
    assert "The council says seven." in page
    assert page.index(">Revision 2<") < page.index(">Revision 1<")
    assert "CLM-2026-0001, 24 November 2026)" in page
    assert "No release has been made" in (toy / "build/site/releases/index.html").read_text("utf-8")
    assert "No release has been made" not in built.text("releases/index.html")
    assert built.text("releases/index.html").count('href="../releases/2026.') == 3
    assert f"/claims/{MINE}/</loc>\n<lastmod>2026-11-24</lastmod>" in built.text("sitemap.xml")
    assert "/r/" not in built.text("sitemap.xml")
    assert built.text("robots.txt").endswith("Sitemap: https://cameras.example.org/vale/sitemap.xml\n")
    feed = built.text("feed.xml")
    assert "<title>Released: 2026.11.23</title>" in feed
    assert feed.count("<title>Released: ") == 3


@pytest.mark.parametrize("draft", ["a blank", "a placeholder"])
def test_a_build_for_publication_refuses_what_may_wait_in_a_draft(built: BuiltSite, tmp_path: Path, draft: str) -> None:
    root = tmp_path / "works"
    shutil.copytree(built.works.root, root, ignore=shutil.ignore_patterns("build"))
    works = WorkingClone(root, built.works.original, day=3)
    if draft == "a blank":
        code = "unfilled-blank"
        (root / "pages/index.md").write_text("# Home\n\n[FILL IN: what this dossier is about]\n", "utf-8")
    else:
        code = "placeholder-identifier"
        claim = root / "evidence/claims/CLM-2026-0005.yaml"
        claim.rename(claim.with_stem("CLM-2026-NEW-later"))
        works.edit("CLM-2026-NEW-later", ("id: CLM-2026-0005", "id: CLM-2026-NEW-later"))
    done = works.run("build", "--no-search", "--published", "published")
    assert done.returncode == 1, done.stderr
    assert f"error[{code}]" in done.stdout
    assert "the site was not built" in done.stderr
    assert not (root / "build").exists()


def test_no_page_of_a_build_takes_the_place_of_a_frozen_page(tmp_path: Path) -> None:
    path = f"r/{MINE}/1/index.html"
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_bytes(b"forged")
    with pytest.raises(FileExistsError):
        write_frozen_files(Published({path: b"frozen"}), tmp_path)


def test_no_difference_is_frozen(built: BuiltSite) -> None:
    difference = re.compile(rb"<(ins|del)[\s>]")
    assert difference.search(built.text(f"claims/{MINE}/index.html").encode())
    for path in built.works.tree():
        assert not difference.search(built.works.read(path)), path


def test_a_page_that_is_ahead_of_its_revision_says_so(built: BuiltSite, tmp_path: Path) -> None:
    root = tmp_path / "works"
    shutil.copytree(built.works.root, root, ignore=shutil.ignore_patterns("build"))
    works = WorkingClone(root, built.works.original, day=3)
    works.edit("CLM-2026-0005", ("It is true.", "It is quite true."))
    page = root / "pages/about.md"
    page.write_text(f"{page.read_text('utf-8')}\nMore.\n", "utf-8")
    refused = works.run("build", "--no-search", "--published", "published")
    assert refused.returncode == 2
    expected = "CLM-2026-0005.yaml` and 1 more is not as committed: commit or remove it, then build for publication"
    assert expected in refused.stderr
    assert not (root / "build/site").exists()
    works.commit()
    done = works.run("build", "--no-search", "--published", "published")
    assert done.returncode == 0, done.stderr
    assert (
        "changes that are not in a released revision yet"
        in (root / "build/site/claims/CLM-2026-0005/index.html").read_text()
    )
    assert (
        "changes that are not in a released revision yet"
        not in (root / f"build/site/claims/{MINE}/index.html").read_text()
    )


def test_a_published_page_still_answers_when_its_record_is_gone(built: BuiltSite, tmp_path: Path) -> None:
    root = tmp_path / "dossier"
    shutil.copytree(built.works.root / "evidence", root / "evidence")
    put_subject(root)
    next(root.glob("evidence/*/CLM-2026-0008.yaml")).unlink()
    next(root.glob("evidence/*/CAP-2026-0001.yaml")).unlink()
    published = read_published("published", built.works.root)
    pages = dict(status_pages(published, load(root, date(2026, 11, 26)).dossier, About("Cameras", "", "", "", "")))
    page = pages["claims/CLM-2026-0008/index.html"].decode()
    assert "It is about another force." in page
    assert 'href="../../r/CLM-2026-0008/2/"' in page
    assert "captures/CAP-2026-0001/index.html" in pages
    assert f"claims/{MINE}/index.html" not in pages
    assert "Withdrawn" in pages["status/CLM-2026-0008/1/index.html"].decode()


def test_a_redaction_leaves_nothing_of_the_text(built: BuiltSite) -> None:
    for path in built.works.tree():
        assert SECRET.encode() not in built.works.read(path), path
    page = built.works.read(f"r/{MINE}/1/index.html").decode()
    record = built.works.read(f"r/{MINE}/1/record.json")
    # The heading has no such words, so the title in the head stays.
    assert page.count("[redacted]") == 1
    assert "The court of the Vale" in page
    assert sha256(record).hexdigest() in page
    release = json.loads(built.works.read("releases/2026.11.25/release.json"))
    assert [file["path"] for file in release["redacted"]] == [
        f"r/{MINE}/{number}/{name}" for number in (1, 2) for name in ("index.html", "record.json")
    ]
    first = built.works.read("releases/2026.11.23/SHA256SUMS").decode()
    assert f"{release['redacted'][0]['old_sha256']}  r/{MINE}/1/index.html\n" in first


def test_after_a_redaction_the_branch_verifies_and_there_is_nothing_to_release(built: BuiltSite) -> None:
    done = built.works.run("verify", "published")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "4 files redacted" in done.stdout
    done = built.works.release()
    assert "nothing has changed" in done.stdout, done.stdout + done.stderr


def test_a_redaction_lists_the_files_that_still_contain_the_text(tmp_path: Path) -> None:
    works = make_working_clone(tmp_path)
    assert works.release("--first").returncode == 0
    tip = works.tip()
    refused = {
        "does not contain the text": redact(works, tmp_path, "nowhere in it", MINE),
        "was never published": redact(works, tmp_path, SECRET, "CLM-2026-0099"),
        "`CLM-2026-0001/2` was never published": redact(works, tmp_path, SECRET, f"{MINE}/2"),
        "repeats the text": redact(works, tmp_path, SECRET, MINE, reason=f"It said: {SECRET}"),
        "fewer than 8 letters": redact(works, tmp_path, " a b ", MINE),
    }
    for reason, done in refused.items():
        assert done.returncode == 2, reason
        assert reason in done.stderr
    assert works.tip() == tip
    done = redact(works, tmp_path, "of  Ashby Vale\nCouncil", f"{MINE}/1")
    assert done.returncode == 0
    assert f"evidence/claims/{MINE}.yaml" in done.stderr
    assert "web archives" in done.stdout
    assert "evidence-2026.11.23.tar.gz" in done.stdout
    assert b'<h1 dir="auto">Ashby Vale Police used the cameras [redacted] for' in works.read(f"r/{MINE}/1/index.html")
    assert git(works.original, "rev-parse", "published^") == tip


def test_the_data_that_goes_with_a_release_cites_its_permalinks(tmp_path: Path) -> None:
    works = make_working_clone(tmp_path)
    assert works.release("--first").returncode == 0
    works.day = 1
    works.edit("CLM-2026-0005", ("  status: no-answer\n", "  status: received\n  text: It is true.\n"))
    works.commit()
    assert works.release().returncode == 0
    [archive] = (works.root / "build/release-assets").glob("data-*.zip")
    with zipfile.ZipFile(archive) as packed:
        [name] = [path for path in packed.namelist() if path.endswith("/claims.jsonl")]
        text = packed.read(name).decode()
    assert f"<https://cameras.example.org/vale/r/{MINE}/1/>" in text
    assert "CLM-2026-0005, 24 November 2026) <https://cameras.example.org/vale/r/CLM-2026-0005/2/>" in text
    assert "unreleased draft" not in text


class Links(HTMLParser):
    """The links and anchors of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.anchors = {"", "top"}
        self.feed(text)

    def handle_starttag(self, _: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.anchors.add(attributes.get("id") or "")
        self.links |= {attributes[name] or "" for name in ("href", "src") if name in attributes} - {"href"}
        content = attributes.get("content") or ""
        if attributes.get("http-equiv") == "refresh":
            self.links.add(content.partition("url=")[2])


def test_every_link_leads_somewhere(built: BuiltSite) -> None:
    with serving(built.site) as address:
        pages: dict[str, Links | None] = {}
        waiting = [address]
        broken = []
        followed: list[tuple[str, str, str]] = []
        while waiting:
            page = waiting.pop()
            if page in pages:
                continue
            try:
                with urlopen(page) as answer:
                    content = answer.read()
                    is_page = answer.headers.get_content_type() == "text/html"
                    pages[page] = Links(content.decode()) if is_page else None
            except HTTPError:
                broken.append(page)
                pages[page] = None
            parsed = pages[page]
            for link in parsed.links if parsed is not None else ():
                target, anchor = urldefrag(urljoin(page, link))
                if target.startswith(address):
                    waiting.append(target)
                    followed.append((page, target, anchor))
        assert broken == []
        for page, target, anchor in followed:
            parsed = pages[target]
            assert parsed is None or unquote(anchor) in parsed.anchors, (page, target, anchor)
        frozen = {
            f"{address}{path.removesuffix('index.html')}" for path in built.works.tree() if path.endswith(".html")
        }
        assert frozen <= pages.keys()


@pytest.mark.browser
def test_a_frozen_page_shows_its_status_without_javascript(built: BuiltSite, chromium: Any) -> None:
    with (
        serving(built.site) as address,
        watching(chromium, address, java_script_enabled=False) as watched,
    ):
        watched.open(f"r/{MINE}/1/")
        notice = watched.page.frame_locator("iframe")
        assert "Corrected" in notice.locator("main").inner_text()
        # The notice has a fixed height, so reasons are on the living page.
        assert "The council says seven." not in notice.locator("main").inner_text()
        # A link in the notice opens in the whole window.
        notice.get_by_role("link", name="revision 2").click()
        watched.page.wait_for_url(f"**/r/{MINE}/2/")
        watched.open(f"r/{MINE}/")
        watched.page.wait_for_url(f"**/r/{MINE}/2/")
        assert watched.harmless(), (watched.elsewhere, watched.complaints)


@pytest.mark.browser
def test_frozen_pages_are_accessible(built: BuiltSite, chromium: Any) -> None:
    axe = library("axe-core/axe.min.js").read_text("utf-8")
    # axe is a script, which the content policy of these pages forbids.
    with serving(built.site) as address, watching(chromium, address, bypass_csp=True) as watched:
        for path in validated(built):
            watched.open(path.removesuffix("index.html"))
            watched.page.add_script_tag(content=axe)
            results = watched.page.evaluate("axe.run(document, {iframes: false})")
            violations = [(each["id"], [node["html"] for node in each["nodes"]]) for each in results["violations"]]
            assert violations == [], path
            assert results["passes"]


def test_frozen_pages_are_valid_html(built: BuiltSite) -> None:
    java = tool("java")
    jar = library("vnu-jar/build/dist/vnu.jar")
    files = [str(built.site / path) for path in (*validated(built), f"r/{MINE}/index.html")]
    done = subprocess.run(
        [java, "-jar", str(jar), "--errors-only", *files], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    invalid = built.works.root.parent / "invalid.html"
    invalid.write_text("<!doctype html><html lang=en><title>x</title><p><main id=a><b id=a></p></main>", "utf-8")
    assert subprocess.run([java, "-jar", str(jar), str(invalid)], capture_output=True, check=False).returncode == 1


def validated(built: BuiltSite) -> Iterator[str]:
    """Yield the path of every frozen page and release page, and of a notice for each status."""
    yield from (path for path in built.works.tree() if path.endswith("/index.html"))
    yield from (f"status/{revision}/index.html" for revision in STATUSES)
