"""Agreement of the engine with the independent verifier on damaged trees. [io]

    python benchmarks/agreement.py --times 1000

The trees are three releases of the toy dossier, without further releases, and with a redaction, a suspension and a
lifting. Each piece of damage comes from a seed, which is printed if the two disagree.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.shared.frozen_tree import make_frozen_releases, published_trees
from tests.shared.mutations import mutated
from tests.shared.verdicts import disagreement


def main() -> int:
    """Damage each tree a quarter of the times. Returns 1 if the verifiers ever disagree."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=1000)
    parser.add_argument("--first-seed", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="agreement-") as folder:
        trees = published_trees(make_frozen_releases(Path(folder)))
    seeds = range(options.first_seed, options.first_seed + options.times // len(trees))
    found = 0
    for name, files in trees.items():
        for seed in seeds:
            difference = disagreement(mutated(files, random.Random(f"{name} {seed}")))
            if difference is not None:
                found += 1
                print(f"{name} {seed}: {difference}")
    print(f"{len(seeds) * len(trees):,} damaged trees, {found} disagreements")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
