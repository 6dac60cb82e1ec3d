"""Faults that axe finds, in light and dark, on phone and desk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.shared.tools import library

# The rules of WCAG 2.2 AA, and what else axe advises.
_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_JUDGE = """tags => axe.run(document, {runOnly: tags, resultTypes: ["violations"]}).then(({violations, passes}) =>
  [violations.flatMap(({id, nodes}) => nodes.map(({html}) => [id, html])), passes.length])"""
_WIDE_CODE_IS_FOCUSABLE = """() => [...document.querySelectorAll("pre > code")].every(
  (each) => each.scrollWidth <= each.clientWidth || each.tabIndex >= 0
)"""
# axe is a script, which the content policy forbids. Colours must not be judged while they change.
SETTINGS: dict[str, Any] = {"bypass_csp": True, "reduced_motion": "reduce"}


def add_axe(page: Any) -> None:
    """Add axe to the page that is open."""
    page.add_script_tag(content=library("axe-core/axe.min.js").read_text("utf-8"))


def violations(page: Any) -> list[list[str]]:
    """The rule and the element of each fault on the page as it is shown. axe must be on it, and judge something."""
    found, passes = page.evaluate(_JUDGE, _TAGS)
    assert passes
    return list(found)


def violations_everywhere(page: Any) -> Iterator[tuple[str, int, list[list[str]]]]:
    """Yield each choice of colours and each width with the faults then. All folded parts are open."""
    page.evaluate("document.querySelectorAll('article details').forEach((each) => { each.open = true; })")
    add_axe(page)
    for scheme in ("default", "slate"):
        page.evaluate("(name) => { document.body.dataset.mdColorScheme = name; }", scheme)
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            # The script of the frame sees a new width some time later.
            page.wait_for_function(_WIDE_CODE_IS_FOCUSABLE)
            yield scheme, width, violations(page)
