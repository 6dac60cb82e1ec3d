"""Names of records that have a file, and records with another name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dossier.diagnostics import Diagnostic, Label, Span
from dossier.model.identifiers import Kind, matches
from dossier.reading import yaml_nodes
from dossier.reading.files import RecordFile
from dossier.reading.yaml_nodes import Scalar, node_at, span_of

# For each identifier: the kind of its first file, and the paths of all its files.
Names = Mapping[str, tuple[Kind, tuple[str, ...]]]


def names_of(files: Iterable[RecordFile]) -> Names:
    """The identifiers that have a file."""
    names: dict[str, tuple[Kind, tuple[str, ...]]] = {}
    for file in files:
        kind, paths = names.get(file.name, (file.kind, ()))
        names[file.name] = (kind, (*paths, file.path))
    return names


def misnamed(file: RecordFile, root: yaml_nodes.Mapping, names: Names) -> Diagnostic | None:
    """The diagnostic for a file whose record has another identifier, or None. The decoder reports unreadable ones."""
    node = node_at(root, ("id",))
    if not isinstance(node, Scalar) or node.text == file.name or not matches(node.text, file.kind):
        return None
    message = f"the file is named `{file.name}.yaml`, but its record has the id `{node.text}`"
    help_ = f"write `id: {file.name}`"
    if node.text not in names:
        help_ = f"{help_}, or rename the file to `{node.text}.yaml`"
        return Diagnostic("file-name", message, span_of(node, file.path), help_)
    others = tuple(Label(Span(path), "the other file") for path in names[node.text][1])
    message = f"{message}, which another file has already"
    return Diagnostic("file-name", message, span_of(node, file.path), help_, related=others)
