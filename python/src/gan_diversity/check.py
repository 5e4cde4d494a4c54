"""``check``: judges folders of pictures, as the command of that name does."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Union

from . import notebook
from .command import Command, explain, find_command
from .errors import GanDiversityError
from .flags import flags_of
from .verdict import Verdict

Path = Union[str, "os.PathLike[str]"]
Paths = Union[Path, Sequence[Path]]
_FAILED = 1


@dataclass(frozen=True)
class Checkpoint:
    """:ivar label: such as "step 1200"
    :ivar step: from 0; None where the names carry none
    :ivar images: how many were measured
    :ivar figures: every number that was measured, by its name in the JSON, such as ``distinctModes``,
        ``duplicatePairShare``, ``reference.recall``
    """

    label: str
    step: int | None
    images: int
    figures: Mapping[str, float]


@dataclass(frozen=True)
class Analysis:
    """What a check says of one run.

    :ivar verdict: its ``should_stop`` is what exit code 1 is on the command line
    :ivar checkpoints: in the order of the steps
    :ivar analysis: everything, as docs/json.md tells it
    :ivar name: of the run among several; "" where one was judged
    """

    verdict: Verdict
    checkpoints: tuple[Checkpoint, ...]
    analysis: Mapping[str, Any] = field(repr=False)
    name: str = ""

    @property
    def figures(self) -> Mapping[str, float]:
        """Those of the last checkpoint; none where no pictures were judged."""
        return self.checkpoints[-1].figures if self.checkpoints else {}

    def __str__(self) -> str:
        return str(self.verdict)

    def _repr_html_(self) -> str:
        rows = [
            (
                one.label,
                str(one.images),
                notebook.number(one.figures.get("distinctModes")),
                notebook.number(one.figures.get("duplicatePairShare")),
            )
            for one in self.checkpoints
        ]
        head = ("checkpoint", "images", "distinct modes", "alike pairs")
        return notebook.verdict_html(self.verdict, self.name) + (notebook.table_html(head, rows) if rows else "")


def check(
    pictures: Paths = (), *, scores: Paths | None = None, command: Command | None = None, **options: Any
) -> Analysis:
    """Judges one run.

    :param pictures: folders, files or patterns
    :param scores: score logs, files or folders
    :param command: as for ``Monitor``
    :param options: those of ``gan-diversity check`` with underscores: ``reference="real/"``, ``max_duplicates="5%"``,
        ``no_cache=True``, ``html="report.html"``, ``assert_=["distinctModes >= 20 @ last"]``
    :raises GanDiversityError: where nothing could be judged, or where the pictures are those of several runs
    """
    runs = check_runs(pictures, scores=scores, command=command, **options)
    if len(runs) != 1:
        names = ", ".join(run.name for run in runs[:5])
        raise GanDiversityError(
            f"Expected one run but found {len(runs)}: {names}. Next: check_runs() judges each, one_run=True all as one"
        )
    return runs[0]


def check_runs(
    pictures: Paths = (), *, scores: Paths | None = None, command: Command | None = None, **options: Any
) -> list[Analysis]:
    """Judges one run or several, told apart by their folders and steps. As ``check`` otherwise.

    :returns: an Analysis of each run, in the order of their names
    """
    for name in ("json", "report", "open", "watch"):
        if name in options:
            raise GanDiversityError(f"Expected no option {name}: what it writes is returned here. Next: leave it out")
    flags = flags_of({**options, "scores": _listed(scores) or None, "json": "-"})
    told = _run([*find_command(command), "check", *flags, "--", *_listed(pictures)])
    try:
        result = json.loads(told)
        return [_analysis(run) for run in result.get("runs", [result])]
    except (ValueError, KeyError, TypeError) as error:
        raise GanDiversityError(
            f"Expected the JSON of an analysis but found something else ({error}). Next: see that gan-diversity and "
            "this package are of the same version"
        ) from error


def _run(words: Sequence[str]) -> bytes:
    """:returns: the standard output, where it ended with a verdict"""
    try:
        ended = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True)
    except OSError as error:
        raise GanDiversityError(
            f"Expected to start {words[0]} but found: {error.strerror}. Next: name the command in command="
        ) from error
    if ended.returncode not in (0, _FAILED) or not ended.stdout:
        raise GanDiversityError(explain(words, ended.returncode, ended.stderr.decode("utf-8", "replace")))
    return ended.stdout


def _listed(paths: Paths | None) -> list[str]:
    if paths is None:
        return []
    return [os.fspath(path) for path in ([paths] if isinstance(paths, (str, os.PathLike)) else paths)]


def _analysis(run: Mapping[str, Any]) -> Analysis:
    checkpoints = tuple(
        Checkpoint(str(one["label"]), one["step"], int(one["images"]), _figures(one)) for one in run["checkpoints"]
    )
    return Analysis(_verdict(run, checkpoints), checkpoints, run, str(run.get("name") or ""))


def _verdict(run: Mapping[str, Any], checkpoints: Sequence[Checkpoint]) -> Verdict:
    said, last = run["verdict"], (checkpoints[-1] if checkpoints else None)
    wrong = [one for one in run["findings"] if one["status"] in ("fail", "warn")]
    onset = next((one["onset"] for one in wrong if one.get("onset")), None)
    advice = next((one["advice"][0] for one in wrong if one["advice"]), "")
    broken = any(one["status"] != "held" for one in run.get("assertions", ()))
    return Verdict(
        should_stop=said["exitCode"] == _FAILED or broken,
        status=said["status"],
        title=" + ".join(one.replace("-", " ").capitalize() for one in said["statuses"]),
        sentence=said["sentence"],
        since=onset["label"] if onset else "",
        confidence=said["confidence"],
        remedy=advice,
        step=last.step if last else None,
        judged=last.step if last else None,
        figures=last.figures if last else {},
        raw={},
    )


def _figures(checkpoint: Mapping[str, Any]) -> dict[str, float]:
    found: dict[str, float] = {}
    for prefix, values in (("", checkpoint["metrics"]), ("reference.", checkpoint.get("reference") or {})):
        for name, value in values.items():
            _put(found, prefix + name, value)
    return found


def _put(found: dict[str, float], name: str, value: Any) -> None:
    """Estimates by their value; those within others by both names."""
    if isinstance(value, dict) and "value" in value:
        value = value["value"]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        found[name] = value
    elif isinstance(value, dict):
        for inner, one in value.items():
            _put(found, f"{name}.{inner}", one)
