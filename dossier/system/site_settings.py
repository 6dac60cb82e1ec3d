"""Settings of MkDocs that run nothing, load nothing and print no HTML. [io]

Anyone who sends a pull request can change `mkdocs.yml`. MkDocs would run hooks, load extensions and templates, and
print some texts as they are. So what is not on a list is refused. Names are judged before MkDocs reads the file, and
values after it took some of them from the environment.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from dossier.errors import DossierError
from dossier.system.terminal import clean, shown_path
from dossier.system.yaml_safety import inherited_files

# MkDocs always has the first three.
MARKDOWN_EXTENSIONS = (
    *("toc", "tables", "fenced_code", "abbr", "admonition", "attr_list"),
    *("def_list", "footnotes", "md_in_html", "sane_lists"),
)
_TOP = frozenset(
    {"INHERIT", "site_name", "site_description", "site_author", "site_url", "copyright", "docs_dir", "site_dir"}
    | {"use_directory_urls", "strict", "plugins", "theme", "extra_css", "extra_javascript", "extra", "nav"}
    | {"markdown_extensions", "validation", "exclude_docs", "draft_docs", "not_in_nav"}
)
_THEME = frozenset({"name", "language", "font", "icon", "features", "palette", "logo", "favicon"})
_EXTRA = frozenset({"generator", "repository", "branch", "publisher", "contact", "elsewhere", "release", "licence"})
_OF_EXTENSION = {"toc": frozenset({"permalink", "permalink_title", "toc_depth"})}
# A file of the site, by its path from the root of the site.
_FILE = re.compile(r"[A-Za-z0-9_][\w./-]*", re.ASCII)
# Names of icons, colours and features, and conditions on screens. An address of another host has `//`.
_IN_THEME = re.compile(r"(?:(?!//)[\w .,:()/-])*")


class _Tagged:
    """A value that MkDocs takes from the environment or from the place of a file."""


class _Loader(yaml.SafeLoader):
    """Reads the YAML as MkDocs does, without the values of its own tags."""


for _tag in ("!ENV", "!relative"):
    _Loader.add_constructor(_tag, lambda _loader, _node: _Tagged())


def check_file(path: Path, heirs: tuple[Path, ...] = ()) -> None:
    """Raise DossierError if the file or a file that it inherits from has a key twice or a setting that is not allowed.

    `heirs` are the files that inherit from it.
    """
    failure = f"`{(*heirs, path)[0].name}` cannot be used: `{path.name if not heirs else shown_path(path)}`"
    if path in heirs:
        raise DossierError(f"{failure} inherits from itself")
    content = path.read_bytes()
    try:
        parents = inherited_files(content)
    except ValueError as error:
        raise DossierError(f"{failure} {error}") from None
    except yaml.YAMLError:
        # MkDocs reports it.
        return
    try:
        problem = next(_name_problems(content), None)
    except (ValueError, yaml.YAMLError) as error:
        problem = f"cannot be read: {error}"
    if problem is not None:
        raise DossierError(f"{failure} {clean(problem)}")
    for parent in parents:
        file = Path(os.path.normpath(path.parent / parent))
        if file.is_file():
            check_file(file, (*heirs, path))


def _name_problems(content: bytes) -> Iterator[str]:
    """Yield each setting that is not on the lists, which completes a sentence about the file.

    Raises ValueError or YAMLError if the settings cannot be read.
    """
    settings = _Loader(content).get_single_data()
    if settings is None:
        return
    if not isinstance(settings, dict):
        yield "does not hold settings"
        return
    yield from _unknown("", settings, _TOP)
    if settings.get("plugins"):
        yield "has `plugins`, which may only be `[]`"
    for name, known in (("theme", _THEME), ("extra", _EXTRA)):
        inner = settings.get(name)
        if isinstance(inner, dict):
            yield from _unknown(f"{name}.", inner, known)
        elif inner is not None and not (name == "theme" and isinstance(inner, str)):
            yield f"has `{name}` that is not a list of settings"
    yield from _extension_problems(settings.get("markdown_extensions"))


def _unknown(before: str, settings: Mapping[Any, Any], known: frozenset[str]) -> Iterator[str]:
    for name in settings:
        if not isinstance(name, str) or name not in known:
            shown = name if isinstance(name, str) else type(name).__name__.strip("_")
            yield f"has the setting `{before}{shown}`, which is not one of: {', '.join(sorted(known))}"


def _extension_problems(extensions: object) -> Iterator[str]:
    """Yield each Markdown extension and each setting of an extension that is not on the lists."""
    match extensions:
        case None:
            return
        case dict():
            entries = list(extensions.items())
        case list():
            entries = [
                pair for entry in extensions for pair in (entry.items() if isinstance(entry, dict) else [(entry, None)])
            ]
        case _:
            yield "has `markdown_extensions` that are not a list"
            return
    for name, settings in entries:
        if name not in MARKDOWN_EXTENSIONS:
            yield f"has the Markdown extension `{name}`, which is not one of: {', '.join(MARKDOWN_EXTENSIONS)}"
        elif isinstance(settings, dict):
            yield from _unknown(f"markdown_extensions.{name}.", settings, _OF_EXTENSION.get(name, frozenset()))
        elif settings is not None:
            yield f"has settings of the Markdown extension `{name}` that are not names with values"


def value_problems(theme: Mapping[str, Any], files: Mapping[str, object], copyright_line: object) -> Iterator[str]:
    """Yield each value that would load something from elsewhere or add HTML to the pages.

    `files` are the lists of style sheets and scripts, by the name of the setting.
    """
    for name in sorted(_THEME):
        for text in _texts(theme.get(name)):
            if not _IN_THEME.fullmatch(text):
                yield f"`theme.{name}` has `{text}`, which is not a name or a file of this site"
    for name, paths in files.items():
        for path in paths if isinstance(paths, list) else [paths]:
            if not isinstance(path, str) or not _FILE.fullmatch(path):
                yield f"`{name}` has `{path}`, which is not a file of this site"
    if isinstance(copyright_line, str) and "<" in copyright_line:
        yield "`copyright` has `<`: write it without HTML"


def _texts(value: object) -> Iterator[str]:
    """Yield each text in a value, names included."""
    match value:
        case str():
            yield value
        case list():
            for item in value:
                yield from _texts(item)
        case dict():
            for name, item in value.items():
                yield from _texts(name)
                yield from _texts(item)
