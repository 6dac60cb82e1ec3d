"""The running engine as a wheel, and the front door. [io]

The front door is the set of files of the engine's repository that every dossier needs. A wheel of the engine carries
them in `drafting/front_door/`. A checkout has them in their own places, which `pyproject.toml` lists. A checkout and an
engine installed from a wheel give the same wheel.
"""

from __future__ import annotations

import base64
import hashlib
import io
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dossier.errors import DossierError

_ENGINE = Path(__file__).resolve().parents[1]
_CHECKOUT = _ENGINE.parent
_PACKED = "drafting/front_door"
PROJECT = "pyproject.toml"
_WHEEL = "Wheel-Version: 1.0\nGenerator: dossier\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def front_door_files() -> dict[str, bytes]:
    """The contents of the front door, by path. Raises DossierError if this installation lacks them."""
    packed = _ENGINE / _PACKED
    if packed.is_dir():
        return dict(_files(packed))
    if not (_CHECKOUT / PROJECT).is_file():
        raise DossierError("this installation of the engine lacks the files of a new dossier: install its wheel")
    project = tomllib.loads((_CHECKOUT / PROJECT).read_text("utf-8"))
    sources = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    files: dict[str, bytes] = {}
    for source in sources:
        path = _CHECKOUT / source
        if path.is_dir():
            files |= {f"{source}/{inside}": content for inside, content in _files(path)}
        else:
            files[source] = path.read_bytes()
    return files


def engine_wheel() -> tuple[str, bytes]:
    """The name and the content of a wheel of the running engine. The same files give the same bytes."""
    front_door = front_door_files()
    project: dict[str, Any] = tomllib.loads(front_door[PROJECT].decode("utf-8"))["project"]
    wheel_name = f"{project['name']}-{project['version']}"
    contents = {f"{_ENGINE.name}/{path}": content for path, content in _files(_ENGINE)}
    contents |= {f"{_ENGINE.name}/{_PACKED}/{path}": content for path, content in front_door.items()}
    info = f"{wheel_name}.dist-info"
    scripts = "".join(f"{name} = {target}\n" for name, target in project["scripts"].items())
    contents |= {
        f"{info}/METADATA": _metadata(project).encode(),
        f"{info}/WHEEL": _WHEEL.encode(),
        f"{info}/entry_points.txt": f"[console_scripts]\n{scripts}".encode(),
        f"{info}/licenses/LICENSE": front_door["LICENSE"],
    }
    contents = dict(sorted(contents.items()))
    lines = [f"{path},{_digest(content)},{len(content)}\n" for path, content in contents.items()]
    contents[f"{info}/RECORD"] = "".join([*lines, f"{info}/RECORD,,\n"]).encode()
    return f"{wheel_name}-py3-none-any.whl", _zip(contents)


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the content of each file in the folder, without what Python compiled."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def _metadata(project: dict[str, Any]) -> str:
    lines = [
        "Metadata-Version: 2.1",
        f"Name: {project['name']}",
        f"Version: {project['version']}",
        f"Summary: {project['description']}",
        f"License: {project['license']}",
        f"Requires-Python: {project['requires-python']}",
        *(f"Requires-Dist: {requirement}" for requirement in project["dependencies"]),
    ]
    return "\n".join(lines) + "\n"


def _digest(content: bytes) -> str:
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode("ascii").rstrip("=")


def _zip(contents: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in contents.items():
            # Without a date of its own, an entry has the first day of the format, 1 January 1980.
            entry = zipfile.ZipInfo(path)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, content)
    return target.getvalue()
