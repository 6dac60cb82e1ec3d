"""Programs for the workflows, with only the standard library.

They run before `.venv` exists, or without it.
"""

import sys
from pathlib import Path

# Some programs use modules of the engine. Python can import them from the wheel of a dossier that has it as a wheel.
sys.path += map(str, (Path(__file__).resolve().parent.parent / "engine").glob("*.whl"))
