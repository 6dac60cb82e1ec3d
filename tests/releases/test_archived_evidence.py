"""Tests of the evidence in the archive of a release."""

from __future__ import annotations

from dossier.reading import yaml_nodes
from dossier.releases.publish.archived_evidence import archived


def test_the_archive_of_the_evidence_has_neither_comments_nor_holds() -> None:
    """Nobody judges comments, and a redaction does not reach them. The reason of a hold is for colleagues alone."""
    text = """# Ask Jo Vale.
id: CLM-2026-0001  # Jo Vale
statement: "A # is no comment: NO."
hold: {kind: safety, reason: Jo Vale is in hiding., until: 2026-01-01}
note: |-
  # Nor is this,

  which is 30 📷 long. # And this.
places:
  # Jo Vale
  - {latitude: 51.50, name: 'NO'}
# Jo Vale
"""
    packed = archived("evidence/claims/CLM-2026-0001.yaml", text.encode())
    assert b"Jo Vale" not in packed
    before, after = (_typed(content) for content in (text.encode(), packed))
    assert "hold" in before
    assert {name: value for name, value in before.items() if name != "hold"} == after
    assert (archived("subject.yml", b"# Jo Vale\n"), archived("LICENSE", b"# Jo Vale")) == (b"", b"# Jo Vale")


def _typed(content: bytes) -> dict[str, object]:
    parsed = yaml_nodes.parse(content, "record.yaml")
    assert parsed.root is not None
    assert parsed.diagnostics == []
    return {name: _plain(value) for name, (_, value) in parsed.root.entries.items()}


def _plain(node: object) -> object:
    match node:
        case yaml_nodes.Scalar():
            return node.text, node.plain
        case yaml_nodes.Sequence():
            return [_plain(item) for item in node.items]
        case yaml_nodes.Mapping():
            return {name: _plain(value) for name, (_, value) in node.entries.items()}
    return node
