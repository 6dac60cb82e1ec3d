"""HTML of the first section of a record's living page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from markupsafe import Markup

from dossier.pages.content import STANDING_ROLE, Badge, Block, Notice, Paragraph, Text, Words
from dossier.site.block_printer import Printer

_WITHDRAWN, _UNREAD = "withdrawn", "unread"
# The levels of notices in a box, the gravest first. That a source was not read takes a line, not a box.
_BOXED = (_WITHDRAWN, "reversed", "superseded", "protected", "disputed", "history")


def print_lead(printer: Printer, blocks: Iterable[Block]) -> Markup:
    """The standing, how far sources were read, all other notices in a box, and the rest.

    What was withdrawn has no standing any more, so the box comes first.
    """
    standing: list[Block] = []
    unread: list[Notice] = []
    notices: list[Notice] = []
    others: list[Block] = []
    for block in blocks:
        match block:
            case Paragraph() if block.role == STANDING_ROLE:
                standing.append(block)
            case Notice() if block.level == _UNREAD:
                unread.append(block)
            case Notice():
                notices.append(block)
            case _:
                others.append(block)
    # Its badge already says the title of a notice of that name.
    badges = {piece.label for block in standing for piece in _pieces(block) if isinstance(piece, Badge)}
    lines: list[Block] = [_line(notice, badges) for notice in unread]
    notices.sort(key=lambda notice: _BOXED.index(notice.level))
    parts = [_printed(printer, standing + lines), printer.notices(notices), _printed(printer, others)]
    if notices and notices[0].level == _WITHDRAWN:
        parts[:2] = reversed(parts[:2])
    return Markup("\n").join(filter(None, parts))


def _pieces(block: Block) -> Text:
    return block.text if isinstance(block, Paragraph) else ()


def _line(notice: Notice, said: Collection[str]) -> Paragraph:
    """The line for a notice, without its title if that was said."""
    title: Text = () if notice.title in said else (Words(f"{notice.title.removesuffix('.')}. "),)
    return Paragraph((*title, *notice.text), role="meta")


def _printed(printer: Printer, blocks: Sequence[Block]) -> Markup:
    return printer.blocks(blocks) if blocks else Markup("")
