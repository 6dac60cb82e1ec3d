"""Hostile settings and pages get a clear message and run no code."""

from __future__ import annotations

import os
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from dossier.cli import main
from dossier.commands.serve import Watcher
from dossier.configuration import load_configuration
from dossier.errors import DossierError
from dossier.site.mkdocs import configure
from dossier.site.prose_titles import title_problems
from tests.shared.toy import TOY, copy_toy

SETTINGS = (TOY / "mkdocs.yml").read_text("utf-8")
NAME = "site_name: Cameras of Ashby Vale"
ADDRESS = re.compile("(?m)^site_url: .*$")


def with_name(text: str) -> str:
    return SETTINGS.replace(NAME, f"site_name: {text}")


def with_address(text: str) -> str:
    return ADDRESS.sub(lambda _: f"site_url: {text}", SETTINGS)


def with_extra(name: str, text: str) -> str:
    return re.sub(f"(?m)^  {name}: .*$", lambda _: f"  {name}: {text}", SETTINGS)


def with_setting(name: str, text: str) -> str:
    """The settings with another value of a setting at the top level."""
    return re.sub(f"(?m)^{name}:.*\n(?:[ -].*\n)*", lambda _: f"{name}: {text}\n", SETTINGS)


# The configuration, and words that the message must contain.
HOSTILE = {
    "no bracket": (with_address("http://[x/"), "Invalid IPv6 URL"),
    "a program as address": (with_address("javascript://x/"), "`site_url` is `javascript://x/`"),
    "a port out of range": (with_address("https://a.example:99999999/"), "`site_url` is"),
    "an address with quotation marks": (with_address("'https://a.example/\"><b>/'"), "`site_url` is"),
    "an address without a host": (with_address("http:///x"), "'site_url': The URL isn't valid"),
    "a program as repository": (with_extra("repository", '"javascript:alert(1)//"'), "`extra.repository` is"),
    "a list as repository": (with_extra("repository", "[a]"), "`extra.repository` is not a text"),
    "a list as branch": (with_extra("branch", "[main]"), "`extra.branch` is not a text"),
    "a mapping as licence": (with_extra("licence", "{a: 1}"), "`extra.licence` is not a text"),
    "a name that is a number": (with_name("12"), "'site_name': Expected type"),
    "a name that is a date": (with_name("2020-01-01"), "'site_name': Expected type"),
    "a name that is no date": (with_name("2020-13-45"), "month must be in"),
    "a name of many digits": (with_name("9" * 5000), "Exceeds the limit"),
    "a name with a surrogate": (with_name('"a\\ud800b"'), "`site_name` has a line break or an invisible character"),
    "a name with a control": (with_name('"a\\e[31mb"'), "`site_name` has a line break or an invisible character"),
    "a name with a line break": (with_name('"a\\nb"'), "`site_name` has a line break or an invisible character"),
    "a blank name": (with_name('" "'), "`site_name` is empty"),
    "a circle of files": (f"INHERIT: mkdocs.yml\n{SETTINGS}", "inherits from itself"),
    "a list of files": (f"INHERIT: [a]\n{SETTINGS}", "`INHERIT` in line 1 that is not the name of a file"),
    "many levels": (f"{SETTINGS}x: {'[' * 5000}{']' * 5000}\n", "more than 40 levels"),
    "a key twice": (f"{SETTINGS}site_name: X\n", "has the key `site_name` twice"),
    "a key twice further down": (with_extra("branch", "main\n  branch: other"), "has the key `branch` twice"),
    "a circle of aliases": (with_extra("branch", "main\n  x: &a [*a]\n  y: {*a : 1}"), "cannot be used"),
    "a hook": (f"{SETTINGS}hooks: [hook.py]\n", "the setting `hooks`"),
    "a hook by a tag": (f"{SETTINGS}? !ENV [NOWHERE, hooks]\n: [hook.py]\n", "the setting `Tagged`"),
    "a hook by an alias": (f"{SETTINGS}<<: {{hooks: [hook.py]}}\n", "the setting `hooks`"),
    "an extension of its own": (with_setting("markdown_extensions", "[hook]"), "the Markdown extension `hook`"),
    "an extension by a tag": (with_setting("markdown_extensions", "!ENV [NOWHERE, [hook]]"), "`markdown_extensions`"),
    "an extension with files": (
        with_setting("markdown_extensions", "[pymdownx.snippets: {base_path: /etc}]"),
        "the Markdown extension `pymdownx.snippets`",
    ),
    "a setting of an extension": (
        with_setting("markdown_extensions", "[footnotes: {BACKLINK_TEXT: <b>}]"),
        "the setting `markdown_extensions.footnotes.BACKLINK_TEXT`",
    ),
    "an extension with a text": (
        with_setting("markdown_extensions", "[footnotes: x]"),
        "settings of the Markdown extension `footnotes`",
    ),
    "a list in place of settings": ("- a\n", "does not hold settings"),
    "plugins": (with_setting("plugins", "[material/search]"), "`plugins`, which may only be `[]`"),
    "templates": (with_setting("theme", "{name: material, custom_dir: x}"), "the setting `theme.custom_dir`"),
    "templates of the theme": (f"{SETTINGS}extra_templates: [x.html]\n", "the setting `extra_templates`"),
    "a theme by a tag": (with_setting("theme", "!ENV [NOWHERE, material]"), "`theme` that is not a list"),
    "a tag in a colour": (
        with_setting("theme", "{name: material, palette: {primary: '\"><b>'}}"),
        "`theme.palette` has",
    ),
    "a tag in a feature": (with_setting("theme", "{name: material, features: ['<b>']}"), "`theme.features` has"),
    "a tag in a name": (with_setting("theme", "{name: material, palette: {'<b>': x}}"), "`theme.palette` has"),
    "an icon of another host": (
        with_setting("theme", "{name: material, favicon: 'https://evil.example/f.png'}"),
        "`theme.favicon` has",
    ),
    "a link of the footer": (
        SETTINGS.replace("  branch: main\n", "  social: [{link: 'javascript:alert(1)'}]\n"),
        "the setting `extra.social`",
    ),
    "a repository for the theme": (f"{SETTINGS}repo_url: javascript:x\n", "the setting `repo_url`"),
    "a script of another host": (with_setting("extra_javascript", "[//evil.example/x.js]"), "`extra_javascript` has"),
    "a module of another host": (
        with_setting("extra_javascript", "[{path: https://evil.example/x.mjs}]"),
        "`extra_javascript` has",
    ),
    "a style sheet of another host": (with_setting("extra_css", "[https://evil.example/x.css]"), "`extra_css` has"),
    "a copyright with a tag": (with_setting("copyright", "<script>"), "`copyright` has `<`"),
    "a copyright from the environment": (
        with_setting("copyright", "!ENV [NOWHERE, <script>]"),
        "`copyright` has `<`",
    ),
    "a title with a tag": (
        f"{SETTINGS}  - </title><script>: about.md\n",
        "`nav` in `mkdocs.yml` has `</title><script>`",
    ),
    "a program in the navigation": (f'{SETTINGS}  - X: "javascript:alert(1)"\n', "has `javascript:alert(1)`"),
}


@pytest.mark.parametrize(("text", "words"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_configuration_is_refused(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(text, "utf-8")
    (tmp_path / "hook.py").write_text("class OddError(Exception): pass\nraise OddError('hook')\n", "utf-8")
    (tmp_path / "docs").mkdir()
    with pytest.raises(DossierError, match=re.escape(words)) as raised:
        configure(tmp_path, tmp_path / "docs", tmp_path / "site")
    assert "`mkdocs.yml`" in str(raised.value)


@pytest.mark.parametrize(
    "tagged",
    [
        "!!python/object/apply:os.mkdir [{ran}]",
        "!<tag:yaml.org,2002:python/object/apply:os.mkdir> [{ran}]",
        "!ENV [NOWHERE, !!python/object/apply:os.mkdir [{ran}]]",
        "&a !!python/object/apply:os.mkdir [{ran}]",
    ],
)
@pytest.mark.parametrize("inherited", [False, True])
def test_a_tag_cannot_run_a_program(tmp_path: Path, tagged: str, inherited: bool) -> None:
    ran = tmp_path / "ran"
    text = f"{SETTINGS}x: {tagged.format(ran=ran)}\n"
    if inherited:
        (tmp_path / "base").mkdir()
        (tmp_path / "base/base.yml").write_text(text, "utf-8")
        (tmp_path / "mkdocs.yml").write_text("INHERIT: base/../base/base.yml\n", "utf-8")
    else:
        (tmp_path / "mkdocs.yml").write_text(text, "utf-8")
    line = text.count("\n")
    message = rf"has the tag `!!python/object/apply:os\.mkdir` in line {line}, which is not"
    with pytest.raises(DossierError, match=message):
        load_configuration(tmp_path, tmp_path, tmp_path / "site")
    assert not ran.exists()


def test_the_tags_of_mkdocs_and_inherited_files_can_be_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VALE_NAME", "Vale")
    (tmp_path / "base.yml").write_text(with_name("Another"), "utf-8")
    name = "site_name: !ENV [VALE_NAME, x]\nsite_dir: !relative $config_dir/out\n"
    (tmp_path / "mkdocs.yml").write_text(f"INHERIT: base.yml\n{name}", "utf-8")
    (tmp_path / "docs").mkdir()
    config = load_configuration(tmp_path, tmp_path / "docs", tmp_path / "site")
    assert (config.site_name, config.site_description) == ("Vale", re.findall("site_description: (.*)", SETTINGS)[0])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (SETTINGS.replace("  - assets/dossier.css", "  - 5"), "`mkdocs.yml` cannot be used: `extra_css` has `5`"),
        (SETTINGS.replace("language: en", "language: xx"), "`mkdocs.yml` cannot be used: `theme.language` is `xx`"),
        (f'{SETTINGS}exclude_docs: "claims/*"\n', "`mkdocs.yml` keeps pages of the dossier out of the site"),
    ],
    ids=["a number as style sheet", "an unknown language", "excluded pages"],
)
def test_settings_that_fail_late(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, words: str) -> None:
    root = copy_toy(tmp_path / "dossier")
    (root / "mkdocs.yml").write_text(text, "utf-8")
    assert main(["build", "--no-search", "--root", str(root)]) == 2
    assert words in capsys.readouterr().err
    assert list((root / "build").iterdir()) == []


def test_serve_survives_a_hostile_configuration(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copy_toy(tmp_path / "dossier")
    watcher = Watcher(root, with_search=False)
    for text, words in (HOSTILE["no bracket"], HOSTILE["a name that is no date"], HOSTILE["many levels"]):
        (root / "mkdocs.yml").write_text(text, "utf-8")
        watcher.run()
        assert words in capsys.readouterr().err
    (root / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    watcher.run()
    assert " pages in " in capsys.readouterr().out


class AttributeReader(HTMLParser):
    """The names of all attributes of a page, and its title."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.title = ""
        self.in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.update(name for name, _ in attrs)
        self.in_title = tag == "title" and not self.title

    def handle_endtag(self, tag: str) -> None:
        self.in_title = self.in_title and tag != "title"

    def handle_data(self, data: str) -> None:
        self.title += data if self.in_title else ""


def test_texts_of_the_site_cannot_add_tags(tmp_path: Path) -> None:
    root = copy_toy(tmp_path / "dossier")
    hostile = '</title><script>alert(1)</script>\\" onload=x {{7*7}}'
    text = with_name(f'"{hostile}"')
    text = re.sub("(?m)^site_description: .*$", lambda _: f'site_description: "{hostile}"', text)
    (root / "mkdocs.yml").write_text(text, "utf-8")
    assert main(["build", "--no-search", "--root", str(root)]) == 0
    pages = [path.read_text("utf-8") for path in (root / "build/site").rglob("*.html")]
    assert len(pages) > 40
    for page in pages:
        assert "<script>alert" not in page
        reader = AttributeReader()
        reader.feed(page)
        assert "onload" not in reader.names
        assert reader.title.endswith('</title><script>alert(1)</script>" onload=x {{7*7}}')


# A page of prose, and words that describe its problem.
HOSTILE_PAGES = {
    "a title that is a number": ("---\ntitle: 5\n---\n# A\n", "a `title` in its front matter that is not a text"),
    "a title that is a list": ("---\ntitle: [5]\n---\n# A\n", "a `title` in its front matter that is not a text"),
    "a title that ends a tag": ("---\ntitle: </title><b>\n---\n# A\n", "a `title` in its front matter with `<`"),
    "a description that ends an attribute": ("---\ndescription: 'a\"b'\n---\n# A\n", "a `description` in its front"),
    "a title in another style": ("title: </title>\n\n# A\n", "a `title` in its front matter with `<`"),
    "a list as front matter": ("---\n- a\n---\n# A\n", "front matter that cannot be read"),
    "broken front matter": ("---\na: [\n---\n# A\n", "front matter that cannot be read"),
    "a deep front matter": (f"---\na: {'[' * 9000}\n---\n# A\n", "front matter that cannot be read"),
    "a heading with a tag": ("# A </title><script>\n", "the heading `A </title><script>` with HTML"),
    "a heading with an entity": ("# A &lt;/title>\n", "the heading `A &lt;/title>` with HTML"),
    "an underlined heading": ("A <b>\n===\n", "the heading `A <b>` with HTML"),
}


@pytest.mark.parametrize(("text", "words"), HOSTILE_PAGES.values(), ids=HOSTILE_PAGES)
def test_titles_that_the_theme_would_print_are_refused(text: str, words: str) -> None:
    assert words in next(title_problems(text))


@pytest.mark.parametrize("text", ["# A < B\n", "---\ntitle: A & B\n---\n# A\n", "", "A\n\n---\n\nB\n"])
def test_ordinary_titles_have_no_problem(text: str) -> None:
    assert list(title_problems(text)) == []


def test_a_page_with_a_problem_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copy_toy(tmp_path / "dossier")
    (root / "pages/about.md").write_text("---\ntitle: 5\n---\n# A\n", "utf-8")
    assert main(["build", "--no-search", "--root", str(root)]) == 2
    assert "`pages/about.md` has a `title` in its front matter that is not a text" in capsys.readouterr().err


@pytest.mark.parametrize("name", [b"\xff.md", b"\xff.webp", "a\u202eb.md".encode(), b"a\x1bb.webp", b"a\nb.md"])
def test_a_page_with_an_unreadable_name_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: bytes
) -> None:
    root = copy_toy(tmp_path / "dossier")
    Path(os.fsdecode(os.fsencode(root / "pages") + b"/" + name)).write_bytes(b"RIFF0000WEBP")
    assert main(["build", "--no-search", "--root", str(root)]) in {1, 2}
    printed = "".join(capsys.readouterr())
    assert "error[reserved-name]" in printed or "has a name that is not UTF-8 or not visible: rename it" in printed
    assert "\x1b" not in printed


@pytest.mark.parametrize("epoch", ["", "abc", "-1", "1.5", "99999999999999999999", "\u0662", "253402300800", " 1"])
@pytest.mark.parametrize("command", ["check", "build", "serve"])
def test_a_time_that_is_no_time_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], epoch: str, command: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert main([command, "--root", str(TOY)]) == 2
    assert f"the variable SOURCE_DATE_EPOCH is `{epoch}`" in capsys.readouterr().err
