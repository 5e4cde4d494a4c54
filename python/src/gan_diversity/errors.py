"""What goes wrong, as a sentence with the next step."""

from __future__ import annotations


class GanDiversityError(Exception):
    """Says what was expected, what was found, and what to do next."""


class GanDiversityWarning(UserWarning):
    """The same where a training has to go on: see ``Monitor(raise_errors=...)``."""
