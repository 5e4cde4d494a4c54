"""Options of Python as flags of the command."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from .errors import GanDiversityError


def flags_of(options: Mapping[str, Any]) -> list[str]:
    """``max_duplicates="5%"`` is ``--max-duplicates 5%``; True is the flag alone, False is ``--no-...``, None is
    left out, a list gives the flag several times. A trailing underscore is dropped: ``assert_``."""
    words: list[str] = []
    for name, value in options.items():
        flag = name.rstrip("_").replace("_", "-")
        if value is None:
            continue
        if isinstance(value, bool):
            words.append(f"--{flag}" if value else f"--no-{flag}")
            continue
        for one in value if isinstance(value, (list, tuple)) else [value]:
            if not isinstance(one, (str, int, float, os.PathLike)):
                raise GanDiversityError(
                    f"Expected a text, a number or a path for {name} but found {type(one).__name__}. "
                    "Next: write it as on the command line"
                )
            # Joined, since a value may begin with a dash.
            words.append(f"--{flag}={os.fspath(one) if isinstance(one, os.PathLike) else one}")
    return words
