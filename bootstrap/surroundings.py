"""What pip's own settings say, read without pip: the index, the certificates, and the variables to keep from it."""

import configparser
import os
from pathlib import Path

PYPI = "https://pypi.org/simple"
# These would send packages elsewhere than into the environment, or bring in others than the locked ones.
MISLEADING = ("PIP_PREFIX", "PIP_ROOT", "PIP_TARGET", "PIP_USER", "PYTHONHOME", "PYTHONPATH")


def clean_environment() -> dict[str, str]:
    """Return the environment variables without those that would mislead pip."""
    return {name: value for name, value in os.environ.items() if name not in MISLEADING}


def pip_setting(name: str) -> str | None:
    """Return what pip would take for a setting such as `index-url`: the environment first, then its files."""
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
    """Return pip's configuration files, the one that wins first (pip's user guide, "Configuration")."""
    home = Path.home()
    named = os.environ.get("PIP_CONFIG_FILE")
    if named == os.devnull:
        return []
    user = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
    system = [Path(folder) / "pip" for folder in (os.environ.get("XDG_CONFIG_DIRS") or "/etc/xdg").split(os.pathsep)]
    paths = [user / "pip/pip.conf", home / ".pip/pip.conf", Path("/etc/pip.conf"), *(p / "pip.conf" for p in system)]
    return [Path(named), *paths] if named else paths
