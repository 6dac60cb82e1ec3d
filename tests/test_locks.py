"""The lock files agree with each other, with the package and with what is installed."""

import re
import sysconfig
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_locks_agree_and_name_no_index() -> None:
    locks = {name: (ROOT / f"requirements/{name}.txt").read_text("utf-8") for name in ("pip", "run", "test")}
    pins = {name: set(re.findall(r"^([a-z0-9-]+==[^\s;]+)", text, re.MULTILINE)) for name, text in locks.items()}
    assert len(pins["pip"]) == 1
    assert pins["run"] < pins["test"]
    for text in locks.values():
        assert "://" not in text
        assert "index-url" not in text
        entries = re.split(r"\n(?=[a-z])", re.sub(r"^ *#.*\n", "", text, flags=re.MULTILINE).strip())
        assert all("--hash=sha256:" in entry for entry in entries)


def test_locks_hold_what_the_package_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {"run": project["dependencies"], "test": project["optional-dependencies"]["test"]}
    for name, requirements in wanted.items():
        text = (ROOT / f"requirements/{name}.txt").read_text("utf-8")
        for requirement in requirements:
            project_name = re.split(r"[^a-z0-9-]", requirement)[0]
            assert re.search(rf"^{project_name}==", text, re.MULTILINE), requirement


def test_installed_versions_are_the_locked_ones() -> None:
    text = (ROOT / "requirements/test.txt").read_text("utf-8")
    locked = dict(re.findall(r"^([a-z0-9-]+)==([^\s;]+)(?= \\)", text, re.MULTILINE))
    packages = Path(sysconfig.get_path("purelib"))
    found = {path.name.removesuffix(".dist-info").lower() for path in packages.glob("*.dist-info")}
    assert {f"{name.replace('-', '_')}-{version}" for name, version in locked.items()} <= found
