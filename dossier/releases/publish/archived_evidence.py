"""Files of the evidence as the archive of a release has them.

They have no comments and no `hold`. Both are for those who work on the dossier: no check judges them, no redaction
reaches them, and an archive would publish them.
"""

from __future__ import annotations

import yaml
from yaml import CSafeDumper, CSafeLoader

from dossier.errors import DossierError
from dossier.model import Record

_YAML = ".yaml", ".yml"
# Wider than any line, so that the program breaks none.
_WIDTH = 1_000_000


def archived(path: str, content: bytes) -> bytes:
    """The file without what is not published. Other files than YAML stay as they are."""
    if not path.endswith(_YAML):
        return content
    root = yaml.compose(content.decode(), Loader=CSafeLoader)
    if not isinstance(root, yaml.MappingNode):
        # An empty file has only comments.
        return b""
    root.value = [(name, value) for name, value in root.value if name.value not in Record.internal]
    text: str = yaml.serialize(root, Dumper=CSafeDumper, allow_unicode=True, width=_WIDTH)
    if _values(yaml.compose(text, Loader=CSafeLoader)) != _values(root):
        raise DossierError(f"`{path}` cannot be archived without its comments: this is a fault of the program")
    return text.encode()


def _values(node: yaml.Node | None) -> object:
    """The texts and types of a node, without their places."""
    match node:
        case yaml.MappingNode():
            return [(_values(name), _values(value)) for name, value in node.value]
        case yaml.SequenceNode():
            return [_values(item) for item in node.value]
        case _:
            return node and (node.tag, node.value)
