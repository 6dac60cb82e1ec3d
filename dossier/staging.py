"""Write the Markdown pages for the site generator: prose, hubs, one shell for each kind of record. [io]"""

from __future__ import annotations

import shutil
import stat
from pathlib import Path, PurePosixPath

from dossier.errors import DossierError
from dossier.fragments import Desk
from dossier.identifiers import Kind
from dossier.layout import HUBS
from dossier.shells import Tokens, framed, hub, shell

PAGES = "pages"
ASSETS = Path(__file__).parent / "assets"


def stage(root: Path, docs: Path, desk: Desk, tokens: Tokens) -> None:
    """Fill the folder `docs`, which must not exist, from `root/pages` and the engine's own pages.

    Raises DossierError where a page of prose takes the place of a generated one, or is no ordinary file.
    """
    generated = {page.path: hub(page, None, desk, tokens) for page in HUBS}
    for kind in Kind:
        generated[tokens.path_of(kind)] = shell(kind, tokens)
    prose = root / PAGES
    docs.mkdir(parents=True)
    for path in sorted(prose.rglob("*")) if prose.is_dir() else ():
        name = PurePosixPath(path.relative_to(prose)).as_posix()
        status = path.lstat()
        if stat.S_ISDIR(status.st_mode) or path.name.startswith("."):
            continue
        if not stat.S_ISREG(status.st_mode):
            raise DossierError(f"`{PAGES}/{name}` is no ordinary file, and is not published")
        target = docs / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix != ".md":
            shutil.copyfile(path, target)
            continue
        text = _read(path, name)
        if name == "index.md":
            home = next(page for page in HUBS if page.path == name)
            generated[name] = hub(home, text, desk, tokens)
        elif name in generated or PurePosixPath(name).parts[0] in {kind.folder for kind in Kind}:
            raise DossierError(f"`{PAGES}/{name}` stands where the dossier puts a page of its own: rename it")
        else:
            target.write_text(framed(name, text, desk), encoding="utf-8", newline="\n")
    for name, text in generated.items():
        target = docs / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
    shutil.copytree(ASSETS, docs / "assets", dirs_exist_ok=True)


def _read(path: Path, name: str) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise DossierError(f"`{PAGES}/{name}` is not UTF-8: save it as UTF-8") from None
