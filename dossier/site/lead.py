"""HTML of the first section of a record's living page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from dossier.pages.content import STANDING_ROLE, Block, Notice, Paragraph, Words
from dossier.site.block_printer import Printer

_WITHDRAWN, _UNREAD = "withdrawn", "unread"
# The levels of notices in a box, the gravest first. That a source was not read takes a line, not a box.
_BOXED = (_WITHDRAWN, "reversed", "superseded", "protected", "disputed", "history")


def print_lead(printer: Printer, blocks: Iterable[Block]) -> Markup:
    """The standing, how far sources were read, all other notices in a box, and the rest.

    What was withdrawn has no standing any more, so the box comes first.
    """
    standing: list[Block] = []
    lines: list[Block] = []
    notices: list[Notice] = []
    others: list[Block] = []
    for block in blocks:
        match block:
            case Paragraph() if block.role == STANDING_ROLE:
                standing.append(block)
            case Notice() if block.level == _UNREAD:
                lines.append(_line(block))
            case Notice():
                notices.append(block)
            case _:
                others.append(block)
    notices.sort(key=lambda notice: _BOXED.index(notice.level))
    parts = [_printed(printer, standing + lines), printer.notices(notices), _printed(printer, others)]
    if notices and notices[0].level == _WITHDRAWN:
        parts[:2] = reversed(parts[:2])
    return Markup("\n").join(filter(None, parts))


def _line(notice: Notice) -> Paragraph:
    return Paragraph((Words(f"{notice.title.removesuffix('.')}. "), *notice.text), role="meta")


def _printed(printer: Printer, blocks: Sequence[Block]) -> Markup:
    return printer.blocks(blocks) if blocks else Markup("")
