"""Scripts of our own for the frame of a page. [io]

The theme's script is larger than most other parts of a page together, and most of it is for functions that are
switched off. It also takes keys without a modifier as commands, which WCAG 2.1.4 forbids. What pages use of it is in
`dossier-frame.js`, `dossier-menu.js` and, before anything is shown, in `colours.js`.
"""

from __future__ import annotations

import re
import shutil
from functools import cache
from importlib.resources import files
from pathlib import Path

# The scripts of the theme in a page: its functions, its choice of colours, its program with its settings, and tabs.
_FUNCTIONS = re.compile(r"<script>__md_scope=.*?</script>", re.DOTALL)
_COLOURS = re.compile(r"<script>var palette=.*?</script>", re.DOTALL)
_SETTINGS = re.compile(r'<script id="__config"[^<>]*>.*?</script>', re.DOTALL)
_PROGRAM = re.compile(r'(<script src="[^"]*?assets/)javascripts/bundle\.\w+\.min\.js(?="></script>)')
_TABS = re.compile(r"<script>var target=[^<]*__tabbed_[^<]*</script>")
_COLOUR_FORM = 'data-md-component="palette"'
# The theme's script puts each table of prose into a frame that scrolls.
_TABLES = re.compile(r"<table>.*?</table>", re.DOTALL)
_FOLDER = "assets/javascripts"


@cache
def _own_colours() -> str:
    text = files("dossier.site").joinpath("templates/colours.js").read_text(encoding="utf-8")
    # Comments and indentation would be sent with each page.
    lines = [line.strip() for line in text.splitlines()]
    script = "\n".join(line for line in lines if line and not line.startswith("//"))
    return f"<script>{script}</script>"


def with_own_script(page: str) -> str:
    """The built page with our script in place of the theme's. Without a choice of colours it has none for that."""
    colours = _own_colours() if _COLOUR_FORM in page else ""
    page = _COLOURS.sub(lambda _: colours, _FUNCTIONS.sub("", page))
    page = _TABS.sub("", _SETTINGS.sub("", _PROGRAM.sub(r"\1dossier-frame.js", page)))
    return _TABLES.sub(
        lambda table: f'<div class="md-typeset__scrollwrap"><div class="md-typeset__table">{table[0]}</div></div>', page
    )


def remove_theme_script(site: Path) -> None:
    """Remove the files of the theme's script, which no page loads."""
    shutil.rmtree(site / _FOLDER, ignore_errors=True)
