"""What the tool says of a run so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from . import notebook

_UNKNOWN = "Nothing was judged yet."


@dataclass(frozen=True)
class Verdict:
    """The verdict on a run. Names and numbers are those of the tool's JSON.

    :ivar should_stop: whether the run has failed
    :ivar status: ``healthy``, ``warning``, ``mode-collapse`` ..., or ``waiting`` where nothing can be judged yet
    :ivar title: the status in words
    :ivar sentence: the verdict in words, or why it is waited for
    :ivar since: since when, such as "step 1800"; "" where nothing is wrong
    :ivar confidence: ``high``, ``medium`` or ``low``; "" where nothing was judged
    :ivar remedy: what to try first; "" where nothing is wrong
    :ivar step: the last step that the tool holds, from 0
    :ivar judged: the last step that this verdict knows of; smaller than ``step`` where it is behind
    :ivar figures: numbers of the last checkpoint by name, None where one was not measured: ``modes`` (from 1, at
        least so many where ``modesIsBound``), ``alike`` (share of near-duplicate pairs, 0 to 1), ``generator`` and
        ``discriminator`` (scores, 0 to 1)
    :ivar waiting: why nothing is judged yet, or what is left out of the judgement; "" for neither
    :ivar raw: everything that the tool answered
    """

    should_stop: bool = False
    status: str = "waiting"
    title: str = ""
    sentence: str = _UNKNOWN
    since: str = ""
    confidence: str = ""
    remedy: str = ""
    step: int | None = None
    judged: int | None = None
    figures: Mapping[str, Any] = field(default_factory=dict)
    waiting: str = ""
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of_state(cls, state: Mapping[str, Any]) -> Verdict:
        """:param state: a RunState, as ``gan-diversity serve`` answers it"""
        text: dict[str, str] = {
            name: str(state.get(name) or "")
            for name in ("title", "sentence", "since", "confidence", "remedy", "waiting")
        }
        return cls(
            should_stop=state.get("shouldStop") is True,
            status=str(state.get("status") or "waiting"),
            step=state.get("received"),
            judged=state.get("judged"),
            figures=dict(state.get("figures") or {}),
            raw=state,
            **{**text, "sentence": text["sentence"] or text["waiting"] or _UNKNOWN},
        )

    def __str__(self) -> str:
        """ "Mode collapse since step 1800 (high confidence): The generator collapsed ..." """
        since = f" since {self.since}" if self.since else ""
        sure = f" ({self.confidence} confidence)" if self.confidence else ""
        return f"{self.title or 'Waiting'}{since}{sure}: {self.sentence}"

    def _repr_html_(self) -> str:
        return notebook.verdict_html(self)
