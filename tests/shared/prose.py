"""Links of a Markdown file to other files of the repository."""

import re
from collections.abc import Container
from pathlib import Path


def dead_links(path: Path, other_pages: Container[str] = ()) -> list[str]:
    """The links of the file to a file or heading that does not exist. The engine makes the `other_pages`."""
    text = re.sub(r"(?ms)^```.*?^```$", "", path.read_text(encoding="utf-8"))
    targets = re.findall(r"\]\(([^)\s]+)\)", text)
    return [
        target for target in targets if not target.startswith(("https://", "#")) and _is_dead(path, target, other_pages)
    ]


def _is_dead(path: Path, target: str, other_pages: Container[str]) -> bool:
    file, _, anchor = target.partition("#")
    linked = path.parent / file
    if file in other_pages:
        return False
    if not linked.exists():
        return True
    headings = re.findall(r"(?m)^#+ (.+)$", linked.read_text(encoding="utf-8")) if anchor else []
    return bool(anchor) and anchor not in {
        re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-") for heading in headings
    }
