"""Scores of a step, as the tool takes them."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from .errors import GanDiversityError


def scores_of(given: Mapping[str, Any]) -> dict[str, float | None]:
    """Numbers by name; what is no finite number is None, and what is None is left out.

    :param given: numbers, or tensors and arrays that hold one
    :raises GanDiversityError: where one is neither
    """
    return {str(name): _number(str(name), value) for name, value in given.items() if value is not None}


def scores_json(scores: Mapping[str, float | None]) -> str:
    return json.dumps(dict(scores), allow_nan=False, separators=(",", ":"))


def _number(name: str, value: Any) -> float | None:
    try:
        number = float(value.item() if hasattr(value, "item") else value)
    except (TypeError, ValueError, RuntimeError) as error:
        raise GanDiversityError(
            f"Expected a number for {name} but found {type(value).__name__}. Next: pass its mean, such as {name}.mean()"
        ) from error
    return number if math.isfinite(number) else None
