"""A failed build leaves the last good site as it was."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from dossier.cli import main
from dossier.configuration import RepositoryLinks, load_configuration
from dossier.errors import DossierError
from dossier.model.addresses import RELEASES, REVISIONS, Revision
from dossier.site.shells import Tokens
from dossier.site.staging import refuse_unsafe_pages, reserved_addresses, stage
from tests.shared.places import ROOT
from tests.shared.toy import TOY_SUBJECT, copy_toy

CLAIM = "evidence/claims/CLM-2026-0003.yaml"
Tree = dict[str, bytes]
# Runs `dossier`, and kills it with all its processes at the first step after a path exists.
KILLED = """
import os, signal, sys

path = sys.argv.pop(1)
STEPS = {"open", "os.mkdir", "os.remove", "os.rename", "os.scandir", "subprocess.Popen"}

def step(event, arguments):
    if event in STEPS and os.path.exists(path):
        os.killpg(0, signal.SIGKILL)

sys.addaudithook(step)
from dossier.cli import main
from dossier.configuration import RepositoryLinks
from dossier.errors import DossierError
from dossier.model.addresses import RELEASES, REVISIONS, Revision
from dossier.site.shells import Tokens
from dossier.site.staging import reserved_addresses, stage
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def root(toy: Path, tmp_path: Path) -> Path:
    """A copy of the toy dossier with its built site."""
    return Path(shutil.copytree(toy, tmp_path / "dossier"))


def write(root: Path, name: str, text: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, "utf-8")


def append(root: Path, name: str, text: str) -> None:
    write(root, name, (root / name).read_text("utf-8") + text)


def test_a_record_with_an_error(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    append(root, CLAIM, "unheard-of: field\n")
    before = tree(root)
    assert main(["build", "--no-search", "--root", str(root)]) == 1
    assert "error[unknown-field]" in capsys.readouterr().out
    assert tree(root) == before


# The file that is written, its text, and a word that the message must contain.
BAD_PAGES = {
    "a link that MkDocs finds broken": ("about.md", "[x](nowhere.md)", "nowhere.md"),
    "an image that does not exist": ("about.md", "![x](nowhere.png)", "nowhere.png"),
    "an anchor that does not exist": ("about.md", "[x](claims/index.md#nowhere)", "#nowhere"),
    "a table of terms that does not exist": (
        "about.md",
        "[terms: colours]",
        "`pages/about.md` asks for `[terms: colours]`",
    ),
    "a page at the address of a record": ("claims/CLM-2026-0003.md", "# Forged", "claims/CLM-2026-0003.md"),
    "an image among the records": ("claims/CLM-2026-0099/x.webp", "RIFF0000WEBP", "CLM-2026-0099/x.webp"),
    "a page at the address of a hub": ("claims/index.md", "# Forged", "claims/index.md"),
    "a page that becomes a hub": ("timeline/index.md", "# Forged", "timeline/index.md"),
    "a hub by the name of its folder": ("claims.md", "# Forged", "claims.md"),
    "a hub in other capitals": ("Timeline.md", "# Forged", "Timeline.md"),
    "a read-me that becomes the home page": ("README.md", "# Forged", "README.md"),
    "a page twice": ("about/index.md", "# Forged", "about/index.md"),
}


@pytest.mark.parametrize(("page", "text", "word"), BAD_PAGES.values(), ids=BAD_PAGES)
def test_pages_that_cannot_be_published(
    root: Path, capsys: pytest.CaptureFixture[str], page: str, text: str, word: str
) -> None:
    write(root, f"pages/{page}", f"# A page\n\n{text}\n" if page == "about.md" else text)
    before = tree(root)
    assert main(["build", "--no-search", "--root", str(root)]) == 2
    assert word in capsys.readouterr().err
    assert tree(root) == before


RESERVED_NAMES = [
    *("r/CLM-2026-0001/1/index.html", "r/x.md", "r", "releases/2026.11.23/index.html", "releases/x.pdf"),
    *("status/CLM-2026-0001/1/index.html", "api/v1/x.json", "data/x.csv", "verify/known.json", "verify/x.png"),
    *("assets/dossier.css", "assets/x.js", "pagefind/pagefind.js", "timeline/x.svg", "claims/x.pdf", "search/x.md"),
    *("feed.xml", "sitemap.xml.gz", "404.html", "ro-crate-metadata.json", "calendar.ics", "API/x.json", "index.html"),
]


@pytest.mark.parametrize("name", RESERVED_NAMES)
def test_files_among_those_of_the_dossier_are_refused(tmp_path: Path, name: str) -> None:
    write(tmp_path, f"pages/{name}", "Forged")
    message = f"`pages/{name}` is at an address where the dossier puts its own files: rename it"
    with pytest.raises(DossierError, match=re.escape(message)):
        stage(tmp_path, tmp_path / "docs", RepositoryLinks(), Tokens(), TOY_SUBJECT)


def test_everything_in_the_root_of_the_site_is_reserved(toy: Path) -> None:
    prose = {"about", "diagram.png", "index.html"}
    reserved = reserved_addresses(TOY_SUBJECT)
    assert {path.name for path in (toy / "build/site").iterdir()} - prose <= reserved
    assert {REVISIONS, RELEASES, Revision("x", 1).status.split("x")[0]} <= {f"{name}/" for name in reserved}


@pytest.mark.parametrize("link", ["pages/secret.md", "pages/folder", "pages/picture.png", "pages"])
def test_links_among_the_pages_are_not_followed(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], link: str
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "about.md").write_text("# Secret\n", "utf-8")
    shutil.copytree(root / "pages", outside, dirs_exist_ok=True)
    if link == "pages":
        shutil.rmtree(root / "pages")
    (root / link).symlink_to(outside if Path(link).suffix == "" else outside / "about.md")
    before = tree(root)
    assert main(["build", "--no-search", "--root", str(root)]) == 1
    assert f"error[not-a-file]: this is a link, so it is not opened\n  --> {link}\n" in capsys.readouterr().out
    assert tree(root) == before


def test_the_parser_of_the_site_judges_the_pages_too(root: Path) -> None:
    write(root, "pages/about.md", "# About\n\n/// html | script\nalert(1)\n///\n")
    # `check` does not read the settings, and no extension that it knows makes an element of this.
    assert main(["check", "--root", str(root)]) == 0
    config = load_configuration(root, root / "pages", root / "site")
    refuse_unsafe_pages(root, config)
    config.markdown_extensions.append("pymdownx.blocks.html")
    with pytest.raises(DossierError, match="holds the element `script`"):
        refuse_unsafe_pages(root, config)


def test_a_configuration_that_cannot_be_used(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for text in ("site_name: [\n", "theme: nowhere\nsite_name: x\n", "site_name: x\nnav: [missing.md]\n", None):
        write(root, "mkdocs.yml", text) if text else (root / "mkdocs.yml").unlink()
        before = tree(root)
        assert main(["build", "--no-search", "--root", str(root)]) == 2
        assert capsys.readouterr().err.startswith("error: ")
        assert tree(root) == before


# The key that is removed from the configuration, the text written instead, and the setting that the message names.
NEEDED = {
    "no theme": ("theme", "", "theme: {name: material, font: false}"),
    "an empty theme": ("theme", "theme:\n", "theme: {name: material, font: false}"),
    "another theme": ("theme", "theme: readthedocs\n", "theme: {name: material, font: false}"),
    "a font of another host": ("theme", "theme: {name: material}\n", "theme: {name: material, font: false}"),
    "no address": ("site_url", "", "site_url: http://127.0.0.1:8000/"),
    "an empty address": ("site_url", "site_url: ''\n", "site_url: http://127.0.0.1:8000/"),
    "an address with a query": ("site_url", "site_url: https://cameras.example.org/?vale\n", "site_url"),
    "an address with an anchor": ("site_url", "site_url: https://cameras.example.org/#vale\n", "site_url"),
    "pages as files": ("use_directory_urls", "use_directory_urls: false\n", "use_directory_urls: true"),
    "the plugins of MkDocs": ("plugins", "", "plugins: []"),
}


@pytest.mark.parametrize(("key", "text", "setting"), NEEDED.values(), ids=NEEDED)
def test_a_setting_that_pages_need(
    root: Path, capsys: pytest.CaptureFixture[str], key: str, text: str, setting: str
) -> None:
    configure(root, key, text)
    before = tree(root)
    assert main(["build", "--no-search", "--root", str(root)]) == 2
    first, *settings = capsys.readouterr().err.splitlines()
    assert first == "error: `mkdocs.yml` needs these settings:"
    assert [line.split("`")[1] for line in settings] == [setting]
    assert tree(root) == before


def test_settings_that_pages_need_are_named_together(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root, "mkdocs.yml", "site_name: Vale\n")
    assert main(["build", "--no-search", "--root", str(root)]) == 2
    settings = capsys.readouterr().err.splitlines()[1:]
    assert [line.split(":")[0] for line in settings] == ["`theme", "`site_url", "`plugins"]
    # The settings that the message names are enough.
    write(root, "mkdocs.yml", "\n".join(["site_name: Vale", *(line.split("`")[1] for line in settings)]))
    assert main(["build", "--no-search", "--root", str(root)]) == 0


def test_an_empty_configuration(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root, "mkdocs.yml", "")
    assert main(["build", "--no-search", "--root", str(root)]) == 2
    assert "'site_name': Required" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "nav:\n", "nav: []\n", "not_in_nav: /about.md\n"])
def test_without_a_navigation_mkdocs_makes_a_navigation_without_shells(root: Path, text: str) -> None:
    configure(root, "nav", text)
    assert main(["build", "--no-search", "--root", str(root)]) == 0
    site = root / "build/site"
    home = (site / "index.html").read_text("utf-8")
    links = re.findall(r'<a href="([^"]*)" class="md-nav__link', home)
    assert {"claims/", "sources/", "timeline/", "data/columns/"} <= set(links)
    assert ("about/" in links) is (not text.startswith("not_in_nav"))
    assert not [link for link in links if link.startswith("assets")]
    # A placeholder of a shell, as `Tokens` makes them.
    placeholder = re.compile(r"x[0-9a-f]{24}x")
    pages = list(site.rglob("*.html"))
    assert len(pages) > 40
    assert not [path for path in pages if placeholder.search(path.read_text("utf-8"))]


def test_a_complete_navigation_does_not_need_the_shells(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    configure(root, "validation", "validation:\n  omitted_files: warn\nnot_in_nav: /captures/\n")
    assert main(["build", "--no-search", "--root", str(root)]) == 2
    omitted = [line for line in capsys.readouterr().err.splitlines() if line.startswith("  - ")]
    assert omitted == ["  - data/columns.md"]


def test_a_search_index_that_cannot_be_made(root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "python"
    program.write_text("#!/bin/sh\necho no room >&2\nexit 1\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setattr("dossier.site.search_index.sys.executable", str(program))
    before = tree(root)
    assert main(["build", "--root", str(root)]) == 2
    assert tree(root) == before


def test_a_held_record_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copy_toy(tmp_path / "dossier")
    append(root, CLAIM, "hold: {kind: embargo, reason: Order, condition: It ends}\n")
    assert main(["build", "--root", str(root)]) == 1
    printed = "".join(capsys.readouterr())
    assert "error[held-record]: `CLM-2026-0003` is held, and may not be published" in printed
    assert "warning[" not in printed
    assert not (root / "build").exists()


def test_a_first_build_that_fails_leaves_no_site(root: Path) -> None:
    shutil.rmtree(root / "build")
    write(root, "pages/about.md", "[x](nowhere.md)\n")
    assert main(["build", "--no-search", "--root", str(root)]) == 2
    assert tree(root) == {}


@pytest.mark.parametrize("moment", ["new-docs", "new-site/claims/index.html", "new-site/sitemap.xml"])
def test_a_build_that_is_killed(root: Path, moment: str) -> None:
    before = tree(root)
    append(root, "pages/about.md", "\nAnother word.\n")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", KILLED, str(root / "build" / moment), "build", "--root", str(root)]
    done = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, start_new_session=True, check=False)
    assert done.returncode == -signal.SIGKILL
    after = tree(root)
    assert {name: after.get(name) for name in before} == before

    assert main(["build", "--no-search", "--root", str(root)]) == 0
    assert "Another word." in (root / "build/site/about/index.html").read_text("utf-8")
    assert sorted(path.name for path in (root / "build").iterdir()) == ["docs", "site"]


def test_the_next_build_recovers_a_site_that_a_killed_build_moved(root: Path) -> None:
    """It is recovered even if the next build fails, too."""
    site = root / "build/site"
    before = tree(root)
    site.rename(root / "build/old-site")
    write(root, "pages/secret.md", "[x](nowhere.md)\n")
    assert main(["build", "--no-search", "--root", str(root)]) == 2
    assert tree(root) == before


def configure(root: Path, key: str, text: str) -> None:
    """Remove a key from the configuration of the site, and write the text at its end."""
    path = root / "mkdocs.yml"
    before = path.read_text("utf-8")
    without = re.sub(rf"^{key}:.*\n(?:[ -].*\n)*", "", before, flags=re.MULTILINE)
    assert without != before
    path.write_text(without + text, "utf-8")


def tree(root: Path) -> Tree:
    """The files in the build folder, by path."""
    build = root / "build"
    return {str(path.relative_to(build)): path.read_bytes() for path in sorted(build.rglob("*")) if path.is_file()}
