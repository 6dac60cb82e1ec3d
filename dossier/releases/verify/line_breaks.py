"""Line breaks that a program changed after the release.

Git with `core.autocrlf` writes CRLF in place of LF into a checkout, unless `/.gitattributes` forbids it. Each file of
text then has another hash. That is no forgery, and this cause must not look like hundreds of changed files.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dossier.releases.store.canonical_json import digest
from dossier.releases.verify.sequence import SequenceFault


@dataclass(slots=True)
class LineBreaks:
    """The files that are as released except for their line breaks."""

    changed: list[str] = field(default_factory=list)

    def restored(self, path: str, content: bytes, hash_: str | None) -> bytes | None:
        """The content with LF in place of CRLF, or None if it is not the released file either.

        `hash_` is the hash of the released file, or None if the ledger has none for it. The path is remembered.
        """
        original = content.replace(b"\r\n", b"\n")
        if original == content or hash_ not in {None, digest(original)}:
            return None
        self.changed.append(path)
        return original

    def faults(self) -> Iterator[SequenceFault]:
        """Yield a fault for all these files together, if there are any."""
        if self.changed:
            others = len(self.changed) - 1
            more = f", as {others:,} other file{'' if others == 1 else 's'}," if others else ""
            text = (
                f"has CRLF in place of LF{more} and is as released otherwise: a program such as git with "
                "`core.autocrlf` changed the line breaks, so take a copy in which no program changes them"
            )
            yield SequenceFault(self.changed[0], text)
