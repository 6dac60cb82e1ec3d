"""A Python without ensurepip and pip, wheels, and a package index."""

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import threading
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from importlib.metadata import distribution
from pathlib import Path

from tests.shared.local_server import Silent, running

NOT_PACKED = ("INSTALLER", "RECORD", "REQUESTED", "direct_url.json")
HIDDEN = ("EXTERNALLY-MANAGED", "__pycache__", "dist-packages", "ensurepip", "site-packages", "sitecustomize.py")


def bare_python(folder: Path) -> Path:
    """An interpreter in the folder, like the base of the running one but without ensurepip, pip and packages.

    The program is a copy and the standard library consists of links. Python finds its library next to the program, so
    nothing is simulated, and environments made from it are real environments.
    """
    base = Path(os.path.realpath(getattr(sys, "_base_executable")))  # noqa: B009 - not in the type stubs
    library = Path(sysconfig.get_path("stdlib"))
    python = folder / "bin/python3"
    python.parent.mkdir(parents=True)
    shutil.copy2(base, python)
    for shared in (base.parent.parent / "lib").glob("libpython*"):
        (folder / "lib").mkdir(exist_ok=True)
        (folder / "lib" / shared.name).symlink_to(shared)
    own = folder / "lib" / library.name
    own.mkdir(parents=True)
    for entry in library.iterdir():
        if entry.name not in HIDDEN:
            (own / entry.name).symlink_to(entry)
    for module in ("ensurepip", "pip"):
        assert subprocess.run([python, "-c", f"import {module}"], capture_output=True, check=False).returncode == 1
    return python


def give_ensurepip(python: Path, pip: Path) -> None:
    """Give the bare Python the ensurepip of its base, or if the base has none, a module that unpacks the wheel."""
    library = python.parent.parent / "lib" / Path(sysconfig.get_path("stdlib")).name
    own = Path(sysconfig.get_path("stdlib"), "ensurepip")
    if own.exists():
        (library / "ensurepip").symlink_to(own)
        return
    (library / "ensurepip").mkdir()
    unpack = f"import sysconfig, zipfile\nzipfile.ZipFile({str(pip)!r}).extractall(sysconfig.get_path('purelib'))\n"
    (library / "ensurepip/__main__.py").write_text(unpack, "utf-8")


def give_pip(python: Path, pip: Path) -> None:
    """Install pip for the bare Python, as a distribution's own package does."""
    command = [str(python), "-c", "import site; print(site.getsitepackages()[0])"]
    with zipfile.ZipFile(pip) as wheel:
        wheel.extractall(subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip())


def wheel_of(name: str, folder: Path) -> Path:
    """A wheel in the folder, of a distribution that is installed in the running environment."""
    installed = distribution(name)
    files = {
        str(path): Path(str(path.locate())).read_bytes()
        for path in installed.files or ()
        if ".." not in path.parts and path.name not in NOT_PACKED and path.suffix != ".pyc"
    }
    return make_wheel(name, installed.version, files, folder)


def make_wheel(name: str, version: str, files: Mapping[str, bytes], folder: Path) -> Path:
    """A wheel of these files in the folder. The metadata that every wheel needs is added if it is missing."""
    info_folder = f"{name.replace('-', '_')}-{version}.dist-info"
    metadata = {
        f"{info_folder}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n".encode(),
        f"{info_folder}/WHEEL": b"Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    # The folder of the metadata may be spelt in another way.
    own_metadata = {path for path in files if path.endswith((".dist-info/METADATA", ".dist-info/WHEEL"))}
    content = {**({} if own_metadata else metadata), **files}
    info = next(path for path in content if path.endswith(".dist-info/METADATA")).removesuffix("/METADATA")
    record = "".join(f"{path},{_digest(data)},{len(data)}\n" for path, data in content.items())
    path = folder / f"{name.replace('-', '_')}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for inside, data in content.items():
            entry = zipfile.ZipInfo(inside)
            # pip makes a program executable only if the wheel says so.
            entry.external_attr = (0o100755 if data.startswith(b"\x7fELF") else 0o100644) << 16
            wheel.writestr(entry, data)
        wheel.writestr(zipfile.ZipInfo(f"{info}/RECORD"), f"{record}{info}/RECORD,,\n")
    return path


def _digest(data: bytes) -> str:
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode("ascii").rstrip("=")


class Index:
    """A simple index (PEP 503) of the wheels in a folder, with a log of its requests."""

    def __init__(self, wheels: Path) -> None:
        self.wheels = wheels
        self.asked: list[tuple[str, str]] = []
        # Files are held back until this is set.
        self.is_open = threading.Event()
        self.is_open.set()
        self.was_asked_for_file = threading.Event()
        self.url = ""

    def answer(self, path: str) -> bytes | None:
        """The page of a project or the bytes of a wheel, or None if there is no such project or wheel."""
        match path.strip("/").split("/"):
            case ["simple", project]:
                wheels = sorted(self.wheels.glob(f"{project.replace('-', '_')}-*.whl"))
                return "".join(f'<a href="../../files/{w.name}#sha256=0">{w.name}</a>\n' for w in wheels).encode()
            case ["files", name] if (self.wheels / name).exists():
                self.was_asked_for_file.set()
                self.is_open.wait()
                return (self.wheels / name).read_bytes()
        return None


@contextmanager
def serving(wheels: Path) -> Iterator[Index]:
    """Serve the wheels on this machine while the block runs."""
    index = Index(wheels)

    class Handler(Silent, BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            index.asked.append((self.headers.get("User-Agent", ""), self.path))
            content = index.answer(self.path)
            self.send_response(404 if content is None else 200)
            self.send_header("Content-Type", "text/html" if "/simple/" in self.path else "application/octet-stream")
            self.send_header("Content-Length", str(len(content or b"")))
            self.end_headers()
            self.wfile.write(content or b"")

        def handle(self) -> None:
            try:
                super().handle()
            except ConnectionError:
                index.asked.append(("", "the client went away"))

    with running(Handler) as address:
        index.url = f"{address}/simple"
        try:
            yield index
        finally:
            index.is_open.set()
