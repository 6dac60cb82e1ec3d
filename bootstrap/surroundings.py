"""Settings of pip, read without pip, and environment variables for it."""

import configparser
import os
from pathlib import Path

PYPI = "https://pypi.org/simple"
# With these, pip would install into another folder, or Python would find other packages than the locked ones.
MISLEADING = ("PIP_PREFIX", "PIP_ROOT", "PIP_TARGET", "PIP_USER", "PYTHONHOME", "PYTHONPATH")


def clean_environment() -> dict[str, str]:
    """The environment variables without those that would mislead pip."""
    return {name: value for name, value in os.environ.items() if name not in MISLEADING}


def pip_setting(name: str) -> str | None:
    """The value that pip uses for a setting such as `index-url`, from the environment or else from its files."""
    if value := os.environ.get("PIP_" + name.upper().replace("-", "_")):
        return value
    for path in _files():
        parser = configparser.RawConfigParser()
        try:
            parser.read(path, "utf-8")
        except (configparser.Error, UnicodeDecodeError, OSError):
            continue
        for section in ("install", "global"):
            for spelling in (name, name.replace("-", "_")):
                if value := parser.get(section, spelling, fallback=None):
                    return value
    return None


def _files() -> list[Path]:
    """The configuration files of pip, by decreasing priority (pip documentation, "Configuration")."""
    home = Path.home()
    named = os.environ.get("PIP_CONFIG_FILE")
    if named == os.devnull:
        return []
    user = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
    system = [Path(folder) / "pip" for folder in (os.environ.get("XDG_CONFIG_DIRS") or "/etc/xdg").split(os.pathsep)]
    paths = [user / "pip/pip.conf", home / ".pip/pip.conf", Path("/etc/pip.conf"), *(p / "pip.conf" for p in system)]
    return [Path(named), *paths] if named else paths
