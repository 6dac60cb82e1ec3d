"""The copy of a site that opens from a disk."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from dossier.cli import main
from dossier.configuration import About
from dossier.errors import DossierError
from dossier.model.addresses import Revision, is_living
from dossier.site.offline.classic_scripts import classic_script
from dossier.site.offline.folder import write_copy
from dossier.site.offline.links import Files, file_link, with_file_links
from dossier.site.offline.new_folder import new_folder, refuse_taken
from dossier.site.offline.note import CopyNote, copy_note
from dossier.site.offline.read_me import read_me
from dossier.site.site_size import measure_site
from dossier.system.lock import folder_lock
from tests.releases.test_published import MINE, SECRET, redact_mine
from tests.shared.accessibility import SETTINGS, add_axe, violations
from tests.shared.browser import WatchedPage, watching
from tests.shared.hostile import Hostile
from tests.shared.places import ROOT
from tests.shared.releasing import WorkingClone, make_working_clone
from tests.shared.toy import DAY, copy_toy
from tests.site.test_content_policy import HUB_PAGES, VIOLATIONS

# As a user may call it: with spaces and letters that an address must escape.
NAME = "Kopie für das Gericht 100% #1"
SITE = "https://cameras.example.org/vale/"
SUSPENDED = "CLM-2026-0009"
LINKS = re.compile(r'<(?:a|form|img|link|script)\s[^>]*?(?:action|href|src)=(?:"([^"]*)"|([^\s>"]+))')
KINDS = (
    "claims/CLM-2026-0001/",
    "sources/SRC-2026-0001/",
    "forces/ashby-vale-police/",
    "proceedings/PRO-2026-0002/",
    "captures/CAP-2026-0001/",
    "countries/gb/",
    "about/",
)


@dataclass(frozen=True, slots=True)
class Copied:
    """A dossier with releases, its site and the copy of it."""

    works: WorkingClone
    site: Path
    out: Path
    printed: str

    @property
    def address(self) -> str:
        return f"{self.out.as_uri()}/"

    def pages(self) -> Iterator[tuple[str, str]]:
        """Yield the path and the text of each page that is not frozen."""
        for path in sorted(self.out.rglob("*.html")):
            name = path.relative_to(self.out).as_posix()
            if is_living(name):
                yield name, path.read_text("utf-8")


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Copied:
    """A release, a redaction and a suspension, and a copy of the site that shows them."""
    folder = tmp_path_factory.mktemp("offline")
    works = make_working_clone(folder)
    (works.root / ".gitignore").write_text("/build/\n/captures/\n/suspended/\n", "utf-8")
    works.commit()
    assert works.release("--first").returncode == 0
    works.day = 1
    redact_mine(works, folder)
    done = works.run("suspend", SUSPENDED, "--reason", "An order of the court", "--onto", "published", "--push")
    assert done.returncode == 0, done.stdout + done.stderr
    out = folder / NAME
    done = works.run("build", "--published", "published", "--offline", str(out))
    assert done.returncode == 0, done.stdout + done.stderr
    return Copied(works, works.root / "build/site", out, done.stdout)


def test_frozen_files_are_the_same_bytes_and_verify(copied: Copied) -> None:
    site, out = files_of(copied.site), files_of(copied.out)
    frozen = {path for path in site if not is_living(path)}
    assert len(frozen) > 60
    assert {path for path in out if not is_living(path)} == frozen
    assert [path for path in frozen if out[path] != site[path]] == []
    done = copied.works.run("verify", "--site", str(copied.out))
    assert done.returncode == 0
    assert done.stdout.startswith("holds: ")
    page = copied.out / f"r/{MINE}/1/index.html"
    page.write_bytes(page.read_bytes() + b" ")
    try:
        assert copied.works.run("verify", "--site", str(copied.out)).returncode == 1
    finally:
        page.write_bytes(site[f"r/{MINE}/1/index.html"])


def test_every_page_of_the_site_is_there_and_says_of_which_day_it_is(copied: Copied) -> None:
    pages = dict(copied.pages())
    living = {path for path in files_of(copied.site) if path.endswith(".html") and is_living(path)}
    assert pages.keys() == living - {"404.html"} | {"READ-ME.html"}
    for path, text in pages.items():
        beginning = "As at" if path == "READ-ME.html" else "Copy of"
        assert text.count(f"<b>{beginning} 24 November 2026</b> (releases up to 2026.11.24.2)") == 1, path
        newer = "" if path == "READ-ME.html" else path.removesuffix("index.html")
        assert f'The site may say something newer: <a href="{SITE}{newer}">{SITE}{newer}</a>' in text, path
    assert "pages in the copy" in copied.printed


def test_every_link_leads_to_a_file(copied: Copied) -> None:
    count = 0
    for path, text in copied.pages():
        for link in map("".join, LINKS.findall(text)):
            parts = urlsplit(link)
            if parts.scheme or not parts.path:
                continue
            count += 1
            target = (copied.out / path).parent / unquote(parts.path)
            assert target.is_file(), f"{path}: {link}"
    assert count > 3000


def test_a_published_page_is_reached_by_its_status(copied: Copied) -> None:
    page = (copied.out / f"claims/{MINE}/index.html").read_text("utf-8")
    assert f'href="../../status/{MINE}/1/index.html"' in page
    assert f'href="../../r/{MINE}/1/' not in page
    status = (copied.out / f"status/{MINE}/1/index.html").read_text("utf-8")
    assert f'<a href="../../../r/{MINE}/1/index.html">The page that was published</a>' in status
    newest = (copied.out / f"r/{MINE}/index.html").read_text("utf-8")
    assert f'content="0; url=../../status/{MINE}/1/index.html"' in newest
    start = (copied.out / "READ-ME.html").read_text("utf-8")
    revisions = {revision for path in files_of(copied.out) if (revision := Revision.parse(path))}
    for revision in revisions:
        for file in (revision.page, revision.record, f"{revision.status}index.html"):
            assert f'<a href="{file}">' in start


def test_what_was_redacted_or_suspended_is_not_in_the_copy(copied: Copied) -> None:
    suspended = (copied.works.root / f"evidence/claims/{SUSPENDED}.yaml").read_text("utf-8")
    statement = re.search(r"(?m)^statement: (.+)$", suspended)
    assert statement is not None
    for path, content in files_of(copied.out).items():
        for text in (SECRET, statement[1]):
            assert text.encode() not in content, path
    notice = (copied.out / f"claims/{SUSPENDED}/index.html").read_text("utf-8")
    assert "An order of the court" in notice
    assert not (copied.out / f"api/v1/claims/{SUSPENDED}.json.js").exists()


def test_what_needs_a_server_is_marked_and_left_out(copied: Copied) -> None:
    files = files_of(copied.out)
    for path in ("404.html", "robots.txt", "sitemap.xml", "sitemap.xml.gz", "verify/known.json"):
        assert path in files_of(copied.site)
        assert path not in files
    assert not any(path.startswith(("pagefind/", "assets/vendor/")) for path in files)
    for tool in ("verify", "check-citations"):
        page = files[f"{tool}/index.html"].decode()
        assert "<strong>This tool is not in this copy.</strong>" in page
        assert f'<a href="{SITE}{tool}/">this page at the site</a>' in page
        assert "<textarea" not in page
        assert f"assets/dossier-{tool}" not in page
    search = files["search/index.html"].decode()
    assert "</h1>\n<p><strong>In this copy, the search finds names, cases and identifiers.</strong>" in search
    assert "<button>Search</button>" in search
    assert "any words" not in search + files["index.html"].decode()
    for path, text in copied.pages():
        if "md-nav__link" in text:
            assert len(re.findall(r"\((?:not in this copy|names only)\)", text)) == 3, path


def test_only_scripts_that_pages_use_are_there_and_none_is_a_module(copied: Copied) -> None:
    used = {name for _, text in copied.pages() for name in re.findall(r'src="[^"]*/(dossier-[\w-]+\.js)"', text)}
    assert {path.name for path in (copied.out / "assets").glob("dossier-*.js")} == used
    assert {"dossier-copy.js", "dossier-finder.js", "dossier-list.js", "dossier-menu.js", "dossier-search.js"} <= used
    policies = [found for _, text in copied.pages() for found in re.findall(r"form-action [^;\"]*", text)]
    assert len(policies) > 100
    # Firefox submits no form on a disk under 'self' alone.
    assert set(policies) == {"form-action 'self' file:", "form-action 'none'"}
    assert not any("module" in tag for _, text in copied.pages() for tag in re.findall("<script[^>]*>", text))


def test_each_document_that_scripts_ask_for_is_a_script_too(copied: Copied) -> None:
    files = files_of(copied.out)
    documents = [path for path in files if re.fullmatch(r"names\.json|api/v1/(?!schema)\w+/.+\.json", path)]
    assert len(documents) > 30
    for path in documents:
        text = files[f"{path}.js"].decode().removeprefix("document.currentScript.dossierText=").removesuffix(";\n")
        assert json.loads(text) == files[path].decode()


def test_two_copies_are_the_same_bytes_and_the_site_has_none_of_it(copied: Copied, tmp_path: Path) -> None:
    note = CopyNote("Cameras of Ashby Vale", "24 November 2026", "2026.11.24.2", SITE)
    again = tmp_path / "another name"
    assert write_copy(copied.site, again, note) == len(list(copied.out.rglob("*.html"))) - 1
    assert files_of(again) == files_of(copied.out)
    assert list(tmp_path.iterdir()) == [again]
    site = files_of(copied.site)
    assert "READ-ME.html" not in site
    assert not any(b'd-copied"' in content for path, content in site.items() if path.endswith(".html"))
    assert "READ-ME.html" not in copied.works.tree()


def test_a_copy_of_a_draft_says_so_and_names_no_address_of_this_machine(toy: Path, tmp_path: Path) -> None:
    about = About("Cameras", "", "http://127.0.0.1:8000/", "", "")
    out = tmp_path / "draft"
    write_copy(toy / "build/site", out, copy_note(about, DAY, ()))
    home = (out / "index.html").read_text("utf-8")
    assert "<b>Copy of 23 November 2026</b> (unreleased draft). The dossier may say something newer by now." in home
    assert "nothing in it can be cited by a permalink" in (out / "READ-ME.html").read_text("utf-8")
    for folder in ("", "search/", "verify/"):
        assert "127.0.0.1" not in (out / folder / "index.html").read_text("utf-8").partition("<body")[2]


def test_hostile_text_becomes_no_element_of_a_copy(hostile: Hostile, tmp_path: Path) -> None:
    site, out = hostile.root / "build/site", tmp_path / "copy"
    write_copy(site, out, CopyNote('<b>&"', "23 November 2026", None, 'https://vale.example.org/"<i>/'))
    pages = [path.relative_to(site) for path in sorted(site.rglob("claims/*/index.html"))]
    assert len(pages) > 5
    for path in pages:
        before, after = (
            Counter(re.findall(r"<[a-z][^\s>]*", (folder / path).read_text("utf-8"))) for folder in (site, out)
        )
        # The note on the copy, with its two links, and the script for the links of scripts.
        assert after - before == {"<p": 1, "<b": 1, "<a": 2, "<script": 1}, path
        assert before - after == {}, path
    assert "<title>About this copy · &lt;b&gt;&amp;&#34;</title>" in (out / "READ-ME.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("prepare", "message"),
    [
        (lambda out: out.write_text("x"), "exists and is not a folder"),
        (lambda out: out.symlink_to(out.parent), "exists and is not a folder"),
        (lambda out: (out / "notes").mkdir(parents=True), "is not empty"),
    ],
    ids=["file", "link", "full"],
)
def test_a_folder_that_is_taken_is_refused(prepare: Callable[[Path], object], message: str, tmp_path: Path) -> None:
    out = tmp_path / "copy"
    prepare(out)
    with pytest.raises(DossierError, match=message):
        refuse_taken(out, tmp_path / "dossier")


def test_a_folder_in_the_dossier_or_nowhere_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DossierError, match="in the folder of the dossier"):
        refuse_taken(tmp_path / "build/../copy", _with(tmp_path, "build"))
    with pytest.raises(DossierError, match="there is no folder"):
        refuse_taken(tmp_path / "missing/copy", tmp_path / "dossier")


def _with(root: Path, folder: str) -> Path:
    (root / folder).mkdir()
    return root


def test_a_mistake_is_found_before_anything_is_built(copied: Copied) -> None:
    before = copied.site.stat().st_ino
    done = copied.works.run("build", "--offline", str(copied.out))
    assert done.returncode == 2
    assert f"{NAME} is not empty: give the name of a new folder, or remove it" in done.stderr
    assert copied.site.stat().st_ino == before


def test_a_page_with_a_lost_link_leaves_nothing_behind(toy: Path, tmp_path: Path) -> None:
    site = shutil.copytree(toy / "build/site", tmp_path / "build/site")
    (site / "timeline/index.html").unlink()
    out = tmp_path / "copies/one"
    out.parent.mkdir()
    with pytest.raises(DossierError, match=r"would lack what `.*` links to: `[./]*timeline/`"):
        write_copy(site, out, CopyNote("Cameras", "23 November 2026", None, ""))
    assert list(out.parent.iterdir()) == []


def test_no_other_build_can_start_before_the_copy_is_complete(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = copy_toy(tmp_path / "dossier")
    moments = []

    def while_locked(step: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any) -> Any:
            with pytest.raises(DossierError, match="busy"), folder_lock(root / "build", "busy"):
                pass
            moments.append(step)
            return step(*arguments)

        return run

    # The first step after the build, and the last step of the copy.
    monkeypatch.setattr("dossier.commands.build.measure_site", while_locked(measure_site))
    monkeypatch.setattr("dossier.site.offline.folder.read_me", while_locked(read_me))
    out = tmp_path / "copy"
    assert main(["build", "--no-search", "--offline", str(out), "--root", str(root)]) == 0
    assert moments == [measure_site, read_me]


@pytest.mark.parametrize("name", [".", "", "./"])
def test_a_folder_without_a_name_is_refused(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DossierError, match="`--offline` does not name a new folder: give the name"):
        refuse_taken(Path(name), tmp_path / "dossier")


def test_a_folder_that_cannot_be_made_is_refused_before_anything_is_built(tmp_path: Path) -> None:
    for out, reason in ((tmp_path / ("x" * 250), "file name too long"), (Path("/proc/copy"), "no such file")):
        with pytest.raises(DossierError, match=f"no folder can be made for the copy .*{out.name}: {reason}"):
            refuse_taken(out, tmp_path / "dossier")
    refuse_taken(tmp_path / "copy", tmp_path / "dossier")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "make",
    [
        lambda out: (out / "notes").mkdir(parents=True),
        lambda out: out.write_text("mine", "utf-8"),
        lambda out: out.symlink_to("elsewhere"),
    ],
    ids=["folder", "file", "link"],
)
def test_a_folder_that_another_program_made_meanwhile_is_kept(make: Callable[[Path], object], tmp_path: Path) -> None:
    out = tmp_path / "copy"
    with pytest.raises(DossierError, match=r"another program made .*copy while this copy was written"), new_folder(out):
        make(out)
    assert list(tmp_path.iterdir()) == [out]


# Copies a site, and sends itself a signal at the first file.
STOPPED = """
import os, sys
from pathlib import Path
from dossier.site.offline.folder import write_copy
from dossier.site.offline.note import CopyNote

sys.addaudithook(lambda event, _: event == "shutil.copyfile" and os.kill(os.getpid(), int(sys.argv[3])))
write_copy(Path(sys.argv[1]), Path(sys.argv[2]), CopyNote("Cameras", "23 November 2026", None, ""))
"""


def _stopped(toy: Path, out: Path, number: int) -> int:
    command = [sys.executable, "-c", STOPPED, str(toy / "build/site"), str(out), str(number)]
    return subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False).returncode


def test_a_copy_that_is_asked_to_end_leaves_nothing(toy: Path, tmp_path: Path) -> None:
    assert _stopped(toy, tmp_path / "copy", signal.SIGTERM) == 128 + signal.SIGTERM
    assert list(tmp_path.iterdir()) == []


def test_the_next_copy_removes_what_a_killed_copy_left_and_nothing_else(toy: Path, tmp_path: Path) -> None:
    out = tmp_path / "copies/copy"
    out.parent.mkdir()
    assert _stopped(toy, out, signal.SIGKILL) == -signal.SIGKILL
    [left] = out.parent.iterdir()
    [unfinished] = left.iterdir()
    link, mine, other = (out.with_name(name) for name in (".copy-linked00", ".copy-notes000", ".copy-b-other000"))
    link.symlink_to(shutil.copytree(left, tmp_path / "elsewhere"))
    shutil.copytree(left, other)
    for name in (unfinished.name, "notes"):
        (mine / name).mkdir(parents=True)
    with new_folder(out) as running:
        (running / "index.html").write_text("second", "utf-8")
        assert {*out.parent.iterdir()} == {link, mine, other, running.parent}
        # Another copy under this name, which is ready first.
        with new_folder(out) as folder:
            assert (running / "index.html").is_file()
            (folder / "index.html").write_text("first", "utf-8")
        shutil.rmtree(out)
    assert (out / "index.html").read_text("utf-8") == "second"
    assert {*out.parent.iterdir()} == {link, mine, other, out}
    assert (link / unfinished.name).is_dir()


PATHS = (
    "index.html",
    "a/index.html",
    "a/b/index.html",
    "x y.csv",
    "r/CLM-2026-0042/2/index.html",
    "status/CLM-2026-0042/2/index.html",
)


@pytest.mark.parametrize(
    ("page", "link", "expected"),
    [
        ("a/b/index.html", "../..", "../../index.html"),
        ("a/b/index.html", "./", "index.html"),
        ("a/b/index.html", "../?q=1#x", "../index.html?q=1#x"),
        ("index.html", "a/b/#x", "a/b/index.html#x"),
        ("index.html", ".", "index.html"),
        ("index.html", "x%20y.csv", "x%20y.csv"),
        ("index.html", "#x", "#x"),
        ("index.html", "?q=1", "?q=1"),
        ("index.html", "https://elsewhere.example.net/a/", "https://elsewhere.example.net/a/"),
        ("index.html", "mailto:e@vale.example.org", "mailto:e@vale.example.org"),
        ("index.html", "/vale/a/", f"{SITE}a/"),
        ("a/index.html", "../r/CLM-2026-0042/2/#p3", "../status/CLM-2026-0042/2/index.html"),
        ("status/CLM-2026-0042/2/index.html", "../../../r/CLM-2026-0042/2/", "../../../r/CLM-2026-0042/2/index.html"),
    ],
)
def test_a_link_leads_to_the_file_of_its_page(page: str, link: str, expected: str) -> None:
    assert file_link(link, page, Files(PATHS, SITE)) == expected


def test_only_addresses_of_elements_are_links() -> None:
    text = (
        '<a title="see href=a/ > b" href=a/ data-root="../">a/</a><form action="a/"></form>'
        '<script src="x%20y.csv">"<a href=a/>"</script><style>a[href="a/"]{}</style><p title=href=a/>href=a/</p>'
    )
    assert with_file_links(text, "index.html", Files(PATHS, SITE)) == (
        '<a title="see href=a/ > b" href="a/index.html" data-root="../">a/</a><form action="a/index.html"></form>'
        '<script src="x%20y.csv">"<a href=a/>"</script><style>a[href="a/"]{}</style><p title=href=a/>href=a/</p>'
    )


SOURCES = {
    "a.js": 'import { two } from "./b.js";\nimport { one } from "./c.js";\nresult.push(one, await two());\n',
    "b.js": 'import { one } from "./c.js";\nexport async function two() {\n  return one;\n}\n',
    "c.js": "export const one = 1;\n",
}


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"c.js": "export default 1;\n"}, "`c.js` has `export default 1;`"),
        ({"c.js": "const one = 1;\nexport { one };\n"}, "`c.js` has `export { one };`"),
        ({"b.js": 'import * as c from "./c.js";\n'}, "`b.js` has `import"),
        ({"b.js": 'import "./c.js";\n'}, "`b.js` has `import"),
        ({"b.js": 'import { x } from "./d.js";\n'}, "there is no script `d.js`"),
        ({"c.js": 'import { two } from "./b.js";\nexport const one = 1;\n'}, "imports itself through"),
    ],
    ids=["default", "list", "namespace", "effect", "missing", "circle"],
)
def test_a_form_of_module_that_cannot_be_copied_is_refused(changed: dict[str, str], message: str) -> None:
    assert "import" not in classic_script("a.js", SOURCES, "")
    with pytest.raises(DossierError, match=re.escape(message)):
        classic_script("a.js", SOURCES | changed, "")


@pytest.mark.browser
def test_a_classic_script_runs_its_modules_in_order_and_may_wait(chromium: Any) -> None:
    with watching(chromium, "about:blank") as watched:
        watched.open("")
        watched.page.evaluate("window.result = []")
        watched.page.add_script_tag(content=classic_script("a.js", SOURCES, ""))
        watched.page.wait_for_function("result.length === 2")
        assert watched.page.evaluate("result") == [1, 1]
        assert watched.harmless(), watched


@pytest.mark.browser
def test_a_link_that_a_script_makes_leads_to_a_file(chromium: Any, copied: Copied) -> None:
    with _opened(chromium, copied) as watched:
        for link, expected in (
            ("../timeline/?a=1#x", "timeline/index.html?a=1#x"),
            (f"../r/{MINE}/1/#p1", f"status/{MINE}/1/index.html"),
            (f"../r/{MINE}/1/record.json", f"r/{MINE}/1/record.json"),
        ):
            watched.open("claims/index.html")
            made = "(link) => document.querySelector('h1').after(Object.assign(document.createElement('a'), link))"
            watched.page.evaluate(made, {"href": link, "textContent": "Made"})
            watched.page.get_by_role("link", name="Made", exact=True).click()
            watched.page.wait_for_url(copied.address + expected)


@pytest.mark.browser
def test_a_reader_walks_through_the_copy_without_a_server(chromium: Any, copied: Copied) -> None:
    with _opened(chromium, copied) as watched:
        page = watched.page
        watched.open("index.html")
        box = page.get_by_role("combobox", name="Find", exact=True)
        box.fill("ashby vale p")
        page.get_by_role("option").first.wait_for()
        assert "Search the text" not in page.locator(".d-finder__list").first.inner_text()
        box.press("Enter")
        page.wait_for_url("**/forces/ashby-vale-police/index.html")
        page.locator(f'article a[href$="/claims/{MINE}/index.html"]:visible').first.click()
        page.wait_for_url(f"**/claims/{MINE}/index.html")
        page.locator("details:has([data-formats]) > summary").first.click()
        page.get_by_text("@misc{").wait_for()
        watched.open("claims/index.html")
        said = page.locator(".d-list [role=status]")
        every = said.inner_text()
        page.get_by_role("combobox", name="Topic").select_option("penalty")
        assert said.inner_text() == "2 of 8 claims (Topic: Penalty)."
        assert page.url.endswith("/claims/index.html?topic=penalty")
        with page.expect_download() as downloading:
            page.locator(".d-list__take").click()
        row = next(csv.DictReader(downloading.value.path().read_text("utf-8-sig").splitlines()))
        assert (row["Date"], row["Sources for it"]) == ("2025-02-11", "SRC-2026-0002")
        page.reload()
        assert said.inner_text() == "2 of 8 claims (Topic: Penalty)."
        page.go_back()
        assert said.inner_text() == every
        box.fill("clm 2026 0003")
        page.get_by_role("option").first.wait_for()
        box.press("Enter")
        page.wait_for_url("**/claims/CLM-2026-0003/index.html")
        box.fill("council of nowhere")
        page.get_by_text("No record of council of nowhere here.").first.wait_for()
        box.press("Enter")
        page.wait_for_url("**/search/index.html?q=council+of+nowhere")
        page.locator("#d-words").fill("council")
        page.locator(".d-own a").first.click()
        page.wait_for_url("**/organisations/*/index.html")
        assert watched.harmless(), watched
        # As at the site, the browser notes that there is no such document.
        box.fill("clm 2026 4444")
        page.get_by_text("No record of clm 2026 4444 here.").first.wait_for()
        [complaint] = watched.complaints
        assert "ERR_FILE_NOT_FOUND" in complaint
        assert complaint.endswith("/CLM-2026-4444.json.js")


@pytest.mark.browser
def test_pages_of_each_kind_have_no_faults(chromium: Any, copied: Copied) -> None:
    with _opened(chromium, copied) as watched:
        released = (f"status/{MINE}/1/", f"r/{MINE}/1/", "releases/2026.11.24/", f"claims/{SUSPENDED}/")
        for path in (*HUB_PAGES, *KINDS, *released, "READ-ME.html"):
            watched.open(path if path.endswith(".html") else f"{path}index.html")
            watched.page.wait_for_load_state("networkidle")
            assert watched.page.evaluate("window.violations ?? []") == [], path
            assert watched.harmless(), (path, watched)


@pytest.mark.browser
def test_links_work_without_javascript(chromium: Any, copied: Copied) -> None:
    with _opened(chromium, copied, java_script_enabled=False) as watched:
        watched.open("index.html")
        page = watched.page
        for name, path in (("Forces", "forces"), ("Claims", "claims"), ("Names", "names")):
            page.locator(".md-nav--primary").get_by_role("link", name=name, exact=True).click()
            page.wait_for_url(f"**/{path}/index.html")
        page.locator('article a[href$="/proceedings/PRO-2026-0002/index.html"]:visible').first.click()
        page.wait_for_url("**/proceedings/PRO-2026-0002/index.html")
        page.get_by_role("link", name="About this copy").click()
        page.get_by_role("link", name="Open the copy").click()
        page.wait_for_url("**/index.html")
        assert watched.harmless(), watched


@pytest.mark.browser
def test_paper_names_the_day_and_the_site_and_not_the_disk(chromium: Any, copied: Copied) -> None:
    with _opened(chromium, copied) as watched:
        watched.open(f"claims/{MINE}/index.html")
        page = watched.page
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.locator(".d-copied").is_visible()
        printed = page.locator(".d-printed").inner_text()
        assert re.fullmatch(r"Cameras of Ashby Vale, printed on \d{4}-\d\d-\d\d", printed)
        assert "file:" not in page.locator("article").inner_text()


@pytest.mark.browser
def test_axe_has_nothing_to_say_of_what_the_copy_adds(chromium: Any, copied: Copied) -> None:
    pages = ("index.html", "READ-ME.html", "verify/index.html", "search/index.html", f"status/{MINE}/1/index.html")
    with watching(chromium, copied.address, **SETTINGS) as watched:
        for path in pages:
            watched.open(path)
            add_axe(watched.page)
            assert violations(watched.page) == [], path


@contextmanager
def _opened(chromium: Any, copied: Copied, **settings: Any) -> Iterator[WatchedPage]:
    """A page of the copy in a browser that notes what its content policy blocks."""
    with watching(chromium, copied.address, **settings) as watched:
        watched.page.add_init_script(VIOLATIONS)
        yield watched
