"""CPU time of `dossier redact` on many frozen pages. [io]

    python benchmarks/redact.py --pages 10000

Synthetic records are really released, one page each. Then a sentence of one claim is redacted, for which all frozen
pages, records and releases are searched. The figures are the CPU time of that search, done once more in this process,
and of the whole command, which also verifies the branch, searches the evidence and makes a release.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from measure import run
from releases import edit, synthetic_works

from dossier.releases.redact.wanted import TextToRedact
from dossier.releases.store.branch import CommitTree
from dossier.system.git import Repository
from tests.shared.releasing import BRANCH

_LIMIT = 30
# It makes the sentence unlike any other.
_DAY = 4711


def main() -> None:
    """Make the release, redact a text in it, and print the CPU time."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="redact-") as folder:
        works = synthetic_works(Path(folder), options.pages)
        claim = min((works.root / "evidence/claims").rglob("*.yaml")).stem
        edit(works, claim, _DAY)
        works.commit("A sentence to redact")
        released = works.release("--first")
        if released.returncode:
            sys.exit(f"the release failed: {released.stdout}{released.stderr}")
        text = Path(folder) / "text"
        text.write_text(f"otherwise, as seen on day {_DAY}", "utf-8")
        command = ("redact", claim, "--text", text, "--authority", "a court", "--reason", "an order")
        cost = run(sys.executable, "-m", "dossier", *command, "--onto", BRANCH, folder=works.root)
        print(f"{options.pages:,} pages: search {_search(works.root, text):.1f} s of CPU (at most {_LIMIT})")
        print(f"the whole command: {cost.cpu:.1f} s")


def _search(root: Path, text: Path) -> float:
    repository = Repository(root)
    commit = repository.commit(BRANCH)
    if commit is None:
        sys.exit("there is no release")
    tree, wanted = CommitTree(repository, commit), TextToRedact(text.read_text("utf-8"))
    before = time.process_time()
    found = [path for path, content in tree.read(sorted(tree.paths())) if wanted.is_like(content.decode())]
    cpu = time.process_time() - before
    if found:
        sys.exit(f"the text is left in {found}")
    return cpu


if __name__ == "__main__":
    main()
