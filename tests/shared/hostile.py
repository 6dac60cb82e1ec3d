"""Turn a spotless dossier into one whose every text field is hostile, and keep a list of what was written where.

Its records decode; the checks would refuse some of them (a note that holds HTML), so that it is built without them: the
pages must hold even if a check fails one day.
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

from dossier.model import MODELS
from dossier.model.identifiers import Kind
from dossier.reading.files import find
from dossier.reading.yaml_nodes import parse

# What the pipelines of other sites have obeyed: HTML, Jinja, Markdown and its extensions, front matter, entities.
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
# These hold the identifier of a record, though any line of text may stand there.
REFERENCES = frozenset({"withdrawn.replaced_by"})


@dataclass(slots=True)
class Hostile:
    """A hostile dossier: its folder, and for each record its kind and the texts of its fields by dotted path."""

    root: Path
    texts: dict[str, tuple[Kind, list[tuple[str, str]]]] = field(default_factory=dict)

    def pages(self) -> Iterator[tuple[str, Kind, list[tuple[str, str]]]]:
        """The address of the page of each record, with its kind and the texts of its fields."""
        for name, (kind, texts) in self.texts.items():
            yield f"{kind.folder}/{name}/", kind, texts


def make_hostile(dossier: Path, root: Path) -> Hostile:
    """A copy of the dossier in the new folder `root`, with hostile text in every text field it has."""
    shutil.copytree(dossier, root, ignore=shutil.ignore_patterns("captures", "build"))
    (root / "evidence/captures").mkdir(exist_ok=True)
    shutil.copytree(dossier / "evidence/captures", root / "evidence/captures", dirs_exist_ok=True)
    made = Hostile(root)
    numbers = count()
    for found in find(root)[0]:
        path = root / found.path
        texts: list[tuple[str, str]] = []
        plain = parse(path.read_bytes(), found.path).plain
        changed = _changed(MODELS[found.kind], plain, "", numbers, texts)
        # JSON is YAML, and every string stands in quotation marks.
        path.write_text(json.dumps(changed, ensure_ascii=False, indent=1) + "\n", "utf-8")
        made.texts[found.name] = (found.kind, texts)
    return made


def text_fields(model: Any, path: str = "") -> Iterator[str]:
    """The dotted paths of the text fields of a model."""
    for shape in _shapes(model):
        if isinstance(shape, type) and issubclass(shape, BaseModel):
            for name, hint in _hints(shape).items():
                yield from text_fields(hint, f"{path}.{name}".lstrip("."))
        elif get_origin(shape) is tuple:
            yield from text_fields(get_args(shape)[0], path)
        elif _is_text(shape) and path not in REFERENCES:
            yield path


def _changed(hint: Any, value: Any, path: str, numbers: Iterator[int], texts: list[tuple[str, str]]) -> Any:
    for shape in _shapes(hint):
        if isinstance(value, dict) and isinstance(shape, type) and issubclass(shape, BaseModel):
            hints = _hints(shape)
            return {
                key: _changed(hints[key], one, f"{path}.{key}".lstrip("."), numbers, texts)
                for key, one in value.items()
            }
        if isinstance(value, list) and get_origin(shape) is tuple:
            return [_changed(get_args(shape)[0], one, path, numbers, texts) for one in value]
        if isinstance(value, str) and _is_text(shape) and path not in REFERENCES:
            text = _attack(next(numbers), lines=_takes_lines(shape))
            texts.append((path, text))
            return text
    return value


def _attack(number: int, *, lines: bool) -> str:
    """All attacks, another one first each time, and a word that stands in no other field."""
    first = number % len(ATTACKS)
    parts = [*ATTACKS[first:], *ATTACKS[:first], f"mark{number}"]
    return "\n\n".join("\n".join(parts[at : at + 2]) for at in range(0, len(parts), 2)) if lines else " ".join(parts)


def _hints(model: type[BaseModel]) -> dict[str, Any]:
    hints = get_type_hints(model, include_extras=True)
    return {name: hint for name, hint in hints.items() if get_origin(hint) is not ClassVar}


def _shapes(hint: Any) -> Iterator[Any]:
    """What a field may hold: the members of a union, of unions in it, and of those that pydantic tags."""
    origin = get_origin(hint)
    if origin is Annotated and not _is_text(hint):
        yield from _shapes(get_args(hint)[0])
    elif origin in {Union, UnionType}:
        for one in get_args(hint):
            yield from _shapes(one)
    else:
        yield hint


def _is_text(hint: Any) -> bool:
    return get_origin(hint) is Annotated and any(isinstance(one, StringConstraints) for one in get_args(hint))


def _takes_lines(hint: Any) -> bool:
    """Whether the text may run over several lines: its pattern then asks for a character that shows, no more."""
    return any(isinstance(one, StringConstraints) and one.pattern == r"\S" for one in get_args(hint))
