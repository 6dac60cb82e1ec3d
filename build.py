"""Set up `.venv`, then build the dossier, run tests, or run `dossier`.

python3 build.py              builds the site into build/site
python3 build.py test ...     runs the tests, with the further arguments for pytest
python3 build.py check ...    runs `dossier check ...`, and likewise every other command
"""

import sys

# This file must parse under any Python, so that an old version reaches the message below.
if sys.version_info < (3, 11):
    sys.exit(
        "build.py needs Python 3.11 or newer, and %s is Python %d.%d: run it with a newer one, for instance "
        "`python3.11 build.py`." % (sys.executable, sys.version_info[0], sys.version_info[1])
    )

from bootstrap.front_door import main

if __name__ == "__main__":
    main(sys.argv[1:])
