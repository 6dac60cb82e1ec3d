"""The throw-away copy of a dossier in which releases are rehearsed. [io]

The copy is a clone with a bare original of its own, in a temporary folder. The repository of the dossier is only read.
Each command of a rehearsal is a process of its own, as a person would start it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from dossier.commands.rehearsal.settings import (
    TIMESTAMP_AUTHORITY,
    MissingSetting,
    fill_blanks,
    ignore_folders,
    lines_to_ignore,
    substitutes,
)
from dossier.configuration import CONFIG
from dossier.errors import DossierError
from dossier.model.addresses import RELEASES, REVISIONS
from dossier.reading.load import today
from dossier.releases.store.branch import CommitTree
from dossier.system.git import GitResult, Repository, output_of
from dossier.system.terminal import shown_path

BRANCH = "published"
MAIN = "rehearsal"
_WITHOUT_TIMESTAMP = "this is a rehearsal"
_NAME, _ADDRESS = "dossier rehearsal", "rehearsal@dossier.invalid"
_IDENTITY = {
    f"GIT_{role}_{part}": value
    for role in ("AUTHOR", "COMMITTER")
    for part, value in (("NAME", _NAME), ("EMAIL", _ADDRESS))
}
_SETTINGS_OF_THE_DOSSIER = "mkdocs-of-the-dossier.yml"


class BrokenPromiseError(Exception):
    """A promise that the rehearsal found broken, with what happened instead."""


@dataclass(frozen=True, slots=True)
class Finished:
    """The exit code and the output of a command."""

    code: int
    output: str

    @property
    def reason(self) -> str:
        """The first error in the output, or its last line."""
        lines = [line.strip() for line in self.output.splitlines() if line.strip()]
        return next((line for line in lines if line.startswith("error")), lines[-1] if lines else "no output")


@dataclass
class Stage:
    """The clone in which records are changed, and the bare original to which releases are pushed."""

    folder: Path
    # The folder of the dossier in its repository, which may hold other things too.
    prefix: str
    missing: tuple[MissingSetting, ...]
    environment: Mapping[str, str]
    day: date
    _passed: int = field(default=0)

    @property
    def clone(self) -> Path:
        """The root of the clone."""
        return self.folder / "clone"

    @property
    def original(self) -> Path:
        """The bare repository that stands for the host."""
        return self.folder / "original.git"

    @property
    def root(self) -> Path:
        """The folder of the dossier in the clone."""
        return self.clone / self.prefix

    @property
    def site(self) -> Path:
        """The built site."""
        return self.root / "build" / "site"

    @cached_property
    def repository(self) -> Repository:
        """The clone, for git."""
        return Repository(self.clone)

    @property
    def today(self) -> date:
        """The day in the rehearsal."""
        return self.day + timedelta(days=self._passed)

    def next_day(self) -> None:
        """Let a day pass, so that the next release has another name."""
        self._passed += 1

    def run(self, command: str, *arguments: str) -> Finished:
        """The finished command of this program in the clone, on the day of the rehearsal."""
        moment = (self.today - date(1970, 1, 1)).total_seconds()
        done = subprocess.run(
            [sys.executable, "-P", "-m", "dossier", command, "--root", str(self.root), *arguments],
            cwd=self.folder,
            env={**self.environment, "SOURCE_DATE_EPOCH": str(int(moment))},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return Finished(done.returncode, done.stdout)

    def succeed(self, command: str, *arguments: str) -> Finished:
        """The finished command. Raises BrokenPromiseError if its exit code is not 0."""
        done = self.run(command, *arguments)
        if done.code:
            raise BrokenPromiseError(f"`{command}` failed: {done.reason}")
        return done

    def refuse(self, words: str, command: str, *arguments: str) -> None:
        """Run a command that must be refused with these words. Raises BrokenPromiseError if it is not."""
        done = self.run(command, *arguments)
        if not done.code:
            raise BrokenPromiseError(f"`{command}` was not refused")
        if words not in done.output:
            raise BrokenPromiseError(f"`{command}` was refused for another reason: {done.reason}")

    def release(self, *arguments: str) -> Finished:
        """A release that is pushed to the original."""
        return self.succeed("release", *self.release_options(*arguments))

    def release_options(self, *arguments: str) -> list[str]:
        """The options of each command that makes a release."""
        is_stamped = all(each.name != TIMESTAMP_AUTHORITY for each in self.missing)
        # The authority is on the network, and would count the rehearsal.
        without = ["--without-timestamp", _WITHOUT_TIMESTAMP] if is_stamped else []
        return ["--onto", BRANCH, "--push", *without, *arguments]

    def build(self, *, with_search: bool = False) -> None:
        """Build the site with all releases, and verify it as a folder."""
        self.succeed("build", "--published", BRANCH, *([] if with_search else ["--no-search"]))
        self.succeed("verify", str(self.site), "--site")

    def commit(self, message: str) -> str:
        """The id of a new commit of everything in the clone, pushed to the original."""
        self.git("add", "--all")
        self.git(
            "-c", "commit.gpgsign=false", "commit", "--quiet", "--no-verify", "--allow-empty", "--message", message
        )
        self.git("push", "--quiet", "origin", f"+HEAD:refs/heads/{MAIN}")
        return self.git("rev-parse", "HEAD")

    def git(self, *arguments: str) -> str:
        """The output of git in the clone. Raises DossierError if it fails."""
        done = self.repository.run(*arguments, extra=_IDENTITY)
        return output_of(done, "the rehearsal cannot go on").decode("utf-8", "replace").strip()

    def tip(self) -> str:
        """The commit of the branch of releases in the original."""
        return self.git("ls-remote", "origin", f"refs/heads/{BRANCH}").split("\t")[0]

    def frozen(self, commit: str | None = None) -> dict[str, bytes]:
        """The files of all releases by path, as a commit of the branch holds them."""
        tree = CommitTree(self.repository, commit or self.git("rev-parse", f"refs/heads/{BRANCH}"))
        paths = [path for path in tree.paths() if path.startswith((REVISIONS, RELEASES))]
        return dict(tree.read(sorted(paths)))

    @contextmanager
    def served(self) -> Iterator[str]:
        """The address at which the built site is served on this machine."""
        handler = partial(_Quiet, directory=str(self.site))
        with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            try:
                yield f"http://127.0.0.1:{server.server_port}/"
            finally:
                server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Print nothing."""


@contextmanager
def open_stage(root: Path) -> Iterator[Stage]:
    """A copy of the dossier at its checked-out commit, which is removed at the end.

    Settings that no release can do without and that are still to be made have a visible substitute, and so have blanks
    in the pages. Raises DossierError if the dossier has no commit.
    """
    repository = Repository(root)
    repository.check()
    if repository.commit("HEAD") is None:
        raise DossierError(f"`{shown_path(root)}` has no commit to rehearse with")
    prefix = repository.output_line("the repository is unreadable", "rev-parse", "--show-prefix")
    top = repository.output_line("the repository is unreadable", "rev-parse", "--show-toplevel")
    missing, settings = substitutes(root)
    with tempfile.TemporaryDirectory(prefix="dossier-rehearsal-") as name:
        folder = Path(name)
        address = {each.variable: each.substitute for each in missing if each.variable}
        home = {"HOME": name, "PATH": os.environ.get("PATH", os.defpath), "PYTHONPATH": os.pathsep.join(sys.path)}
        stage = Stage(folder, prefix, missing, {**home, **address}, today())
        _clone(Repository(folder), top, stage)
        ignore_folders(stage.clone, prefix)
        built = Repository(stage.root).run("rm", "-r", "--cached", "--ignore-unmatch", "--", "build").stdout
        if settings:
            (stage.root / CONFIG).rename(stage.root / _SETTINGS_OF_THE_DOSSIER)
            (stage.root / CONFIG).write_text(f"INHERIT: {_SETTINGS_OF_THE_DOSSIER}\n{settings}", "utf-8")
        blanks = fill_blanks(stage.root)
        stage.missing += (*blanks, *lines_to_ignore(root))
        if settings or blanks or built:
            stage.commit("Put substitutes for what is missing")
        yield stage


def _clone(here: Repository, top: str, stage: Stage) -> None:
    """Copy the checked-out commit, without the branches and settings of the repository."""
    failure = "the repository cannot be copied"
    steps = (
        ("init", "--quiet", "--bare", f"--initial-branch={MAIN}", str(stage.original)),
        ("init", "--quiet", f"--initial-branch={MAIN}", str(stage.clone)),
        ("-C", str(stage.clone), "fetch", "--quiet", "--no-tags", "--", top, "HEAD"),
        ("-C", str(stage.clone), "reset", "--quiet", "--hard", "FETCH_HEAD"),
        ("-C", str(stage.clone), "remote", "add", "origin", str(stage.original)),
        ("-C", str(stage.clone), "push", "--quiet", "origin", f"HEAD:refs/heads/{MAIN}"),
    )
    for step in steps:
        done: GitResult = here.run(*step)
        output_of(done, failure)
