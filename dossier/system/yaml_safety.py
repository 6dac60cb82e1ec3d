"""Refuses YAML that would run code or hide settings."""

from __future__ import annotations

import yaml
from yaml.events import CollectionEndEvent, CollectionStartEvent, MappingStartEvent, NodeEvent, ScalarEvent

# MkDocs loads its configuration with `yaml.Loader`, which obeys tags such as `!!python/object/apply`.
_STANDARD = "tag:yaml.org,2002:"
_TAGS = {
    *("!", *(_STANDARD + name for name in ("str", "int", "float", "bool", "null", "seq", "map", "timestamp"))),
    # MkDocs has two more: `!ENV` takes a value from the environment, and `!relative` a path from the page.
    *("!ENV", "!relative"),
}
_MAX_DEPTH = 40
# The key with which a configuration names the file that it continues.
_INHERIT = "INHERIT"


class _OpenMapping:
    """A mapping whose end was not read yet."""

    def __init__(self) -> None:
        self.keys: set[str] = set()
        self.awaits_key = True
        self.last_key = ""


def inherited_files(content: bytes) -> list[str]:
    """The names of the files that the YAML inherits from, each of which must be checked as well.

    Raises ValueError, with the line, if there is a tag that is neither of YAML itself nor of MkDocs, a key twice in a
    mapping, or too deep a structure. Raises YAMLError if it is not YAML.
    """
    files: list[str] = []
    open_nodes: list[_OpenMapping | None] = []
    for event in yaml.parse(content, Loader=yaml.SafeLoader):
        if isinstance(event, CollectionEndEvent):
            open_nodes.pop()
        if not isinstance(event, NodeEvent) or event.start_mark is None:
            continue
        line = event.start_mark.line + 1
        tag = getattr(event, "tag", None)
        if tag is not None and tag not in _TAGS:
            raise ValueError(f"has the tag `{tag.replace(_STANDARD, '!!')}` in line {line}, which is not allowed")
        parent = open_nodes[-1] if open_nodes else None
        if parent is not None:
            files += _child(parent, event, line)
        if isinstance(event, CollectionStartEvent):
            open_nodes.append(_OpenMapping() if isinstance(event, MappingStartEvent) else None)
            if len(open_nodes) > _MAX_DEPTH:
                raise ValueError(f"has more than {_MAX_DEPTH} levels in line {line}")
    return files


def _child(mapping: _OpenMapping, event: NodeEvent, line: int) -> list[str]:
    """Note the next key or value of a mapping. Returns the name of an inherited file, if it is one."""
    text = event.value if isinstance(event, ScalarEvent) else None
    if mapping.awaits_key:
        if text is not None and text in mapping.keys:
            raise ValueError(f"has the key `{text}` twice, the second time in line {line}")
        mapping.last_key = text or ""
        mapping.keys.add(mapping.last_key)
    mapping.awaits_key = not mapping.awaits_key
    if not mapping.awaits_key or mapping.last_key != _INHERIT:
        return []
    if text is None or getattr(event, "tag", None) is not None:
        raise ValueError(f"has an `{_INHERIT}` in line {line} that is not the name of a file")
    return [text]
