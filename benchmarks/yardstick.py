"""CPU seconds that libyaml alone needs for the records, as JSON.

All files are read first and parsed afterwards, so that both times are known.
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
    start = time.process_time()
    texts = [path.read_text(encoding="utf-8") for path in sorted(Path(sys.argv[1], "evidence").rglob("*.yaml"))]
    after_reading = time.process_time()
    for text in texts:
        CParser(text).raw_parse()
    after_parsing = time.process_time()
    print(json.dumps({"read": after_reading - start, "parse": after_parsing - after_reading}))


if __name__ == "__main__":
    main()
