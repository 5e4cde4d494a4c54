"""Finds the command ``gan-diversity``, and says what is missing where there is none."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Sequence
from typing import Union

from .errors import GanDiversityError

VARIABLE = "GAN_DIVERSITY_COMMAND"
#: What the npm package asks for.
_NODE = (20, 19)
_INSTALL = "npm install -g gan-diversity"

Command = Union[str, Sequence[str]]


def find_command(given: Command | None = None) -> list[str]:
    """The command as a list of words: what was given, else what ``GAN_DIVERSITY_COMMAND`` says, else the program
    on the PATH, else the package that npx finds in or above this folder.

    :raises GanDiversityError: where there is none
    """
    words = _words(given if given is not None else os.environ.get(VARIABLE) or None)
    if words:
        if shutil.which(words[0]) is None:
            raise GanDiversityError(
                f"Expected a program but found none called {words[0]!r}. Next: give the whole command of "
                f"gan-diversity in command= or {VARIABLE}"
            )
        return words
    found = shutil.which("gan-diversity")
    if found:
        return [found]
    npx = shutil.which("npx")
    if npx:
        return [npx, "--no-install", "gan-diversity"]
    raise GanDiversityError(_node_problem() or f"Expected the command gan-diversity but found none. Next: {_INSTALL}")


def explain(command: Sequence[str], code: int | None, errors: str) -> str:
    """Why the command did not do what it was started for, and what to do.

    :param code: its exit code; None where it did not end
    :param errors: what it wrote to the standard error
    """
    node = _node_problem()
    if node:
        return node
    if re.search(r"unknown (command|option)", errors):
        said = _last_line(errors)
        return f"Expected a gan-diversity that knows this but found an older one: {said}. Next: {_INSTALL}@latest"
    if "npx" in os.path.basename(command[0]) and re.search(r"canceled|missing packages|could not determine", errors):
        return f"Expected the npm package gan-diversity but npx found none. Next: {_INSTALL}"
    ended = "did not answer" if code is None else f"ended with exit code {code}"
    return _last_line(errors) or (
        f"Expected gan-diversity to work but it {ended} and said nothing. Next: run {shlex.join(command)} --version"
    )


def _words(command: Command | None) -> list[str]:
    if command is None:
        return []
    return shlex.split(command, posix=os.name != "nt") if isinstance(command, str) else [str(word) for word in command]


def _node_problem() -> str | None:
    node = shutil.which("node")
    wanted = ".".join(map(str, _NODE))
    if node is None:
        return (
            f"Expected Node {wanted} or newer but found no program node. "
            f"Next: install it from https://nodejs.org, then {_INSTALL}"
        )
    try:
        told = subprocess.run([node, "--version"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=20).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    version = re.match(r"v(\d+)\.(\d+)", told.decode("latin1"))
    if version and (int(version[1]), int(version[2])) < _NODE:
        return (
            f"Expected Node {wanted} or newer but found {version[0]}. Next: install a newer one from https://nodejs.org"
        )
    return None


def _last_line(errors: str) -> str:
    lines = [line.strip() for line in errors.splitlines() if line.strip()]
    said = next((line for line in lines if line.lower().startswith("error")), lines[-1] if lines else "")
    return re.sub(r"^error:\s*", "", said, flags=re.IGNORECASE)
