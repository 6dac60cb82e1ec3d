"""A dossier with hostile text in every text field.

Its records can be decoded, but the checks would refuse some of them, such as a note with HTML. The dossier is built
without checks, because pages must be safe even if a check fails one day.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, ClassVar, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, StringConstraints

from dossier.model.identifiers import Kind
from dossier.reading.files import find_record_files
from dossier.reading.yaml_nodes import parse
from tests.shared.toy import TOY_SUBJECT

# Text that a site generator may interpret: HTML, Jinja, Markdown and its extensions, front matter, entities.
ATTACKS = (
    "# forged heading",
    "<script>window.hacked = 1</script>",
    '"><img src=x onerror="window.hacked = 2">',
    "{{ 7*7 }}{% raw %}",
    "</textarea></title></style></script><h2>forged</h2>",
    "<!-- comment",
    "```",
    '--8<-- "mkdocs.yml"',
    "[x](javascript:window.hacked=3)",
    ":material-x: :smile:",
    "&lt;b&gt; &amp; &#60;",
    "{: onclick=window.hacked=4 .forged #top }",
    "---",
    "![y](https://elsewhere.example.net/y.png)",
    "</div></article></main></li></ul></dl>",
    "]]> ?> %> <svg/onload=window.hacked=5>",
    "עברית العربية (א)",
    "w" * 200,
)
# Fields that accept any line of text, but hold the identifier of a record.
REFERENCES = frozenset({"withdrawn.replaced_by"})


@dataclass(slots=True)
class Hostile:
    """A hostile dossier: its folder, and for each record its kind and its texts with their dotted paths."""

    root: Path
    texts: dict[str, tuple[Kind, list[tuple[str, str]]]] = field(default_factory=dict)

    def pages(self) -> Iterator[tuple[str, Kind, list[tuple[str, str]]]]:
        """The address of the page of each record, with its kind and the texts of its fields."""
        for name, (kind, texts) in self.texts.items():
            yield f"{TOY_SUBJECT.folder(kind)}/{name}/", kind, texts


def make_hostile(dossier: Path, root: Path) -> Hostile:
    """A copy of the dossier in the new folder `root`, with hostile text in every text field it has."""
    shutil.copytree(dossier, root, ignore=shutil.ignore_patterns("captures", "build"))
    (root / "evidence/captures").mkdir(exist_ok=True)
    shutil.copytree(dossier / "evidence/captures", root / "evidence/captures", dirs_exist_ok=True)
    hostile = Hostile(root)
    numbers = count()
    for file in find_record_files(root, TOY_SUBJECT)[0]:
        path = root / file.path
        texts: list[tuple[str, str]] = []
        plain = parse(path.read_bytes(), file.path).plain
        changed = _changed(TOY_SUBJECT.models[file.kind], plain, "", numbers, texts)
        # JSON is valid YAML, and all its strings have quotation marks.
        path.write_text(json.dumps(changed, ensure_ascii=False, indent=1) + "\n", "utf-8")
        hostile.texts[file.name] = (file.kind, texts)
    return hostile


def text_fields(model: Any, path: str = "") -> Iterator[str]:
    """The dotted paths of the text fields of a model."""
    for type_ in _member_types(model):
        if isinstance(type_, type) and issubclass(type_, BaseModel):
            for name, hint in _hints(type_).items():
                yield from text_fields(hint, f"{path}.{name}".lstrip("."))
        elif get_origin(type_) is tuple:
            yield from text_fields(get_args(type_)[0], path)
        elif _is_text(type_) and path not in REFERENCES:
            yield path


def _changed(hint: Any, value: Any, path: str, numbers: Iterator[int], texts: list[tuple[str, str]]) -> Any:
    for type_ in _member_types(hint):
        if isinstance(value, dict) and isinstance(type_, type) and issubclass(type_, BaseModel):
            hints = _hints(type_)
            return {
                key: _changed(hints[key], inner, f"{path}.{key}".lstrip("."), numbers, texts)
                for key, inner in value.items()
            }
        if isinstance(value, list) and get_origin(type_) is tuple:
            return [_changed(get_args(type_)[0], item, path, numbers, texts) for item in value]
        if isinstance(value, str) and _is_text(type_) and path not in REFERENCES:
            text = _attack(next(numbers), lines=_takes_lines(type_))
            texts.append((path, text))
            return text
    return value


def _attack(number: int, *, lines: bool) -> str:
    """All attacks, beginning with a different attack each time, and a word that is in no other field."""
    first = number % len(ATTACKS)
    parts = [*ATTACKS[first:], *ATTACKS[:first], f"mark{number}"]
    if not lines:
        return " ".join(parts)
    return "\n\n".join("\n".join(parts[start : start + 2]) for start in range(0, len(parts), 2))


def _hints(model: type[BaseModel]) -> dict[str, Any]:
    hints = get_type_hints(model, include_extras=True)
    return {name: hint for name, hint in hints.items() if get_origin(hint) is not ClassVar}


def _member_types(hint: Any) -> Iterator[Any]:
    """Yield the types that a field may have: the members of unions, of nested unions and of tagged unions."""
    origin = get_origin(hint)
    if origin is Annotated and not _is_text(hint):
        yield from _member_types(get_args(hint)[0])
    elif origin in {Union, UnionType}:
        for member in get_args(hint):
            yield from _member_types(member)
    else:
        yield hint


def _is_text(hint: Any) -> bool:
    return get_origin(hint) is Annotated and any(isinstance(metadata, StringConstraints) for metadata in get_args(hint))


def _takes_lines(hint: Any) -> bool:
    """True if the text may have several lines: its pattern then only requires a visible character."""
    return any(isinstance(metadata, StringConstraints) and metadata.pattern == r"\S" for metadata in get_args(hint))
