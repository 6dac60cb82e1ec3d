"""Classic scripts, made from the modules of the site.

A browser loads no module from a disk. A classic script holds the modules that it uses, each in a function that returns
what the module exports. The scripts of the site use few forms of `import` and `export`, and any other form is refused.
Addresses and answers of a server are replaced by those of `runtime.js`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from dossier.errors import DossierError

_IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./([\w-]+\.js)";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:const|(?:async )?function) (\w+))", re.MULTILINE)
_LAZY_IMPORT = re.compile(r'\bimport\(new URL\("([\w-]+\.js)", here\)\)')
_OTHER_FORM = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


def classic_script(name: str, sources: Mapping[str, str], runtime: str) -> str:
    """The script `name` as a classic script with all modules that it uses.

    `sources` has the scripts of the site by name. Raises DossierError if a module is missing, or has another form of
    `import` or `export`.
    """
    modules = [f"const {_variable(each)} = {_called(_module(each, sources))}" for each in _used(name, sources)]
    # The script itself may wait for something. A module may not, because others use what it exports at once.
    return _called("".join(['"use strict";\n', runtime, *modules, _called(_body(name, sources), "async ")]))


def _called(body: str, kind: str = "") -> str:
    """A function that is called at once."""
    return f"({kind}() => {{\n{body}}})();\n"


def data_script(text: str) -> str:
    """A script that gives the text of a file to the script that asked for it."""
    return f"document.currentScript.dossierText={json.dumps(text)};\n"


def _used(name: str, sources: Mapping[str, str]) -> Iterator[str]:
    """Yield the modules that a script uses, each once and after the modules that it uses itself."""
    done: dict[str, None] = {}

    def visit(user: str, users: tuple[str, ...]) -> None:
        for used in _imports(user, sources):
            if used in users:
                raise DossierError(f"`{used}` imports itself through `{user}`, which an offline copy cannot hold")
            visit(used, (*users, used))
            done.setdefault(used)

    visit(name, (name,))
    yield from done


def _imports(name: str, sources: Mapping[str, str]) -> list[str]:
    text = _source(name, sources)
    return [*(used for _, used in _IMPORT.findall(text)), *_LAZY_IMPORT.findall(text)]


def _source(name: str, sources: Mapping[str, str]) -> str:
    try:
        return sources[name]
    except KeyError:
        raise DossierError(f"there is no script `{name}`, which an offline copy needs") from None


def _module(name: str, sources: Mapping[str, str]) -> str:
    exports = ", ".join(_EXPORT.findall(_source(name, sources)))
    return f"{_body(name, sources)}return {{ {exports} }};\n"


def _body(name: str, sources: Mapping[str, str]) -> str:
    """The text of a script with variables in the place of its imports."""
    text = _IMPORT.sub(lambda found: f"const {found[1]} = {_variable(found[2])};", _source(name, sources))
    text = _LAZY_IMPORT.sub(lambda found: f"Promise.resolve({_variable(found[1])})", _EXPORT.sub("", text))
    if (other := _OTHER_FORM.search(text)) is not None:
        raise DossierError(f"`{name}` has `{other.group()}`, which an offline copy cannot hold")
    return text


def _variable(name: str) -> str:
    """The name of the variable for a module: `dossierNames` for `dossier-names.js`."""
    first, *others = name.removesuffix(".js").split("-")
    return "".join([first, *(word.capitalize() for word in others)])
