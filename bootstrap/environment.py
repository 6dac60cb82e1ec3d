"""The virtual environment: its set-up, and a check that it is current."""

import hashlib
import json
import os
import platform
import shutil
import sys
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bootstrap.installer import find_pip
from bootstrap.progress import install

if sys.platform != "win32":
    import fcntl

PIP = Path("requirements/pip.txt")
STAMP = "set-up.json"


@dataclass(frozen=True, slots=True)
class Environment:
    """The folder `.venv` of a checkout."""

    root: Path

    @property
    def folder(self) -> Path:
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    def ensure(self, *locks: Path) -> None:
        """Install the packages that the locks name, unless they are installed already.

        Every environment has the packages of the first lock. A later lock names these packages too, and more.
        Raises `SetUpError` if pip fails, OSError if a file cannot be written.
        """
        if self._is_current(locks):
            return
        with self._locked():
            if self._is_current(locks):
                return
            if self._is_current(locks[:1]):
                print("Adding the packages of the tests to .venv.", file=sys.stderr)
                self._stamp_path().unlink()
            else:
                print("Setting up .venv, once for each change of the lock.", file=sys.stderr)
                self._create()
            self._install(locks)

    def _is_current(self, locks: tuple[Path, ...]) -> bool:
        try:
            stamp = json.loads(self._stamp_path().read_text("utf-8"))
        except (OSError, ValueError):
            return False
        # If the interpreter was removed, `python` is a dangling link, for which `exists` is False.
        return (
            isinstance(stamp, dict)
            and stamp.get("made for") == self._platform()
            and self.python.exists()
            and all(stamp.get("locks", {}).get(str(lock)) == self._hash(lock) for lock in locks)
            and set(stamp.get("installed", ["nothing"])) <= self._installed()
        )

    def _create(self) -> None:
        if self.folder.is_symlink():
            self.folder.unlink()
        elif self.folder.exists():
            # The stamp is removed first, so that an interrupted removal does not look like a complete environment.
            self._stamp_path().unlink(missing_ok=True)
            shutil.rmtree(self.folder)
        venv.EnvBuilder(with_pip=False, symlinks=os.name != "nt").create(self.folder)

    def _install(self, locks: tuple[Path, ...]) -> None:
        pip = find_pip(self.python, self.root / PIP)
        install(pip, [self.root / PIP, *(self.root / lock for lock in locks)], self.root)
        if (self.root / "dossier").is_dir():
            # Adds the project itself without a build backend, which would have to be fetched first. A dossier without
            # this folder has the engine as a wheel, which its lock names.
            (self._packages() / "dossier.pth").write_text(f"{self.root}\n", "utf-8")
        stamp = {
            "made for": self._platform(),
            "locks": {str(lock): self._hash(lock) for lock in locks},
            "installed": sorted(self._installed()),
        }
        unfinished = self._stamp_path().with_suffix(".part")
        unfinished.write_text(json.dumps(stamp, indent=1), "utf-8")
        unfinished.replace(self._stamp_path())

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Make any second set-up of the same checkout wait until the first has ended."""
        if sys.platform == "win32":
            yield
            return
        with (self.root / PIP).open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                print("Waiting for another set-up of this folder.", file=sys.stderr)
                fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _platform(self) -> list[str]:
        # Scripts contain the path of the environment, so that a moved environment is broken.
        return [platform.python_implementation(), platform.python_version(), platform.machine(), str(self.folder)]

    def _hash(self, lock: Path) -> str:
        return hashlib.sha256((self.root / PIP).read_bytes() + (self.root / lock).read_bytes()).hexdigest()

    def _installed(self) -> set[str]:
        """The names, with versions, of all installed packages. A change made by hand is visible in them."""
        packages = self._packages()
        return {path.name for pattern in ("*.dist-info", "dossier.pth") for path in packages.glob(pattern)}

    def _packages(self) -> Path:
        if os.name == "nt":
            return self.folder / "Lib/site-packages"
        return self.folder / f"lib/python{sys.version_info[0]}.{sys.version_info[1]}/site-packages"

    def _stamp_path(self) -> Path:
        return self.folder / STAMP
