"""Settings and blanks to be filled in before the first release. [io]"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from dossier.checks.unfilled_blank import blanks
from dossier.configuration import CONFIG, address_problem, contact_problem, site_settings
from dossier.reading.prose import read_prose
from dossier.releases.store.kept_files import KEPT
from dossier.system.git import Repository

# The folders that git must ignore, each with what goes wrong if it does not.
_IGNORED = {
    "build": "git would commit what builds write",
    KEPT: "`suspend` keeps nothing that may not be shown in a folder that git would commit",
}
TIMESTAMP_AUTHORITY = "extra.release.timestamp_authority"
_ADDRESS = "https://rehearsal.dossier.invalid/"
_CONTACT = "rehearsal@dossier.invalid"
_PUBLISHER = "Nobody yet: this is a rehearsal"
_WORDS = "(Nobody has written this yet: this is a rehearsal.)"


@dataclass(frozen=True, slots=True)
class MissingSetting:
    """A setting in `mkdocs.yml`, or the words for a blank in a page, that somebody still has to write."""

    name: str
    reason: str
    # What takes its place in a rehearsal, or "" if releases can do without it.
    substitute: str = ""
    # The environment variable that gives it, or "" if it is in the file alone.
    variable: str = ""
    file: str = CONFIG

    def __str__(self) -> str:
        substitute = f"; the rehearsal uses `{self.substitute}`" if self.substitute else ""
        return f"`{self.name}` in `{self.file}`: {self.reason}{substitute}"


def substitutes(root: Path) -> tuple[tuple[MissingSetting, ...], str]:
    """The settings that are still to be made, and the part of a configuration with substitutes for them.

    Raises DossierError if the configuration cannot be read.
    """
    config = site_settings(root)
    extra, missing, lines = config.extra, [], []
    if problem := address_problem(config.site_url or ""):
        missing.append(MissingSetting("site_url", problem, _ADDRESS, "DOSSIER_URL"))
        lines.append(f"site_url: {_ADDRESS}")
    publisher = extra.get("publisher") or {}
    parts = []
    if not str(publisher.get("name") or "").strip():
        missing.append(MissingSetting("extra.publisher.name", "every permalink prints who published it", _PUBLISHER))
        parts.append(f'  publisher:\n    name: "{_PUBLISHER}"')
    if not str(publisher.get("address") or "").strip():
        missing.append(MissingSetting("extra.publisher.address", "a permalink can print where its publisher is"))
    if problem := contact_problem(str(extra.get("contact") or "").strip()):
        missing.append(MissingSetting("extra.contact", problem, _CONTACT))
        parts.append(f'  contact: "{_CONTACT}"')
    if not str(extra.get("elsewhere") or "").strip():
        missing.append(MissingSetting("extra.elsewhere", "a permalink can print where else its digest is kept"))
    if not (extra.get("release") or {}).get("timestamp_authority"):
        missing.append(MissingSetting(TIMESTAMP_AUTHORITY, "releases have no timestamp without it"))
    if (extra.get("release") or {}).get("review"):
        missing.append(MissingSetting("extra.release.review", "reviews of changed texts cannot be rehearsed", "null"))
        parts.append("  release:\n    review: null")
    lines += ["extra:", *parts] if parts else []
    return tuple(missing), "".join(f"{line}\n" for line in lines)


def lines_to_ignore(root: Path) -> tuple[MissingSetting, ...]:
    """The folders of the dossier that git does not ignore yet."""
    repository = Repository(root)
    return tuple(
        MissingSetting(f"/{folder}/", reason, file=".gitignore")
        for folder, reason in _IGNORED.items()
        if repository.run("check-ignore", "--quiet", "--", str(root.absolute() / folder / "x")).returncode == 1
    )


def ignore_folders(clone: Path, prefix: str) -> None:
    """Let git ignore in the clone what it must ignore, with or without a `.gitignore`.

    `prefix` is the folder of the dossier in its repository.
    """
    # Characters that have a meaning in the patterns of git.
    place = re.sub(r"([\\*?\[])", r"\\\1", prefix)
    exclude = clone / ".git" / "info" / "exclude"
    exclude.parent.mkdir(exist_ok=True)
    exclude.write_text("".join(f"/{place}{folder}/\n" for folder in _IGNORED), "utf-8", "surrogateescape")


def fill_blanks(root: Path) -> tuple[MissingSetting, ...]:
    """The blanks in the pages, after a substitute was written in place of each. Other bytes stay as they are."""
    missing: list[MissingSetting] = []
    for path in read_prose(root):
        text = (root / path).read_bytes().decode("utf-8", "surrogateescape")
        for blank in blanks(text):
            words = " ".join(blank.group().split())
            missing.append(MissingSetting(words, "a page with a blank is not published", _WORDS, file=path))
            text = text.replace(blank.group(), _WORDS)
        (root / path).write_bytes(text.encode("utf-8", "surrogateescape"))
    return tuple(missing)
