"""Read the record files of a dossier and let libyaml parse their text, and nothing else; print the CPU seconds of each.

The records are read first and parsed after, so that the two are told apart.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from pathlib import Path

from yaml._yaml import CParser


def main() -> None:
    """Print the CPU seconds of reading and of parsing as JSON."""
    gc.disable()
    begun = time.process_time()
    texts = [path.read_text(encoding="utf-8") for path in sorted(Path(sys.argv[1], "evidence").rglob("*.yaml"))]
    read = time.process_time()
    for text in texts:
        CParser(text).raw_parse()
    parsed = time.process_time()
    print(json.dumps({"read": read - begun, "parse": parsed - read}))


if __name__ == "__main__":
    main()
