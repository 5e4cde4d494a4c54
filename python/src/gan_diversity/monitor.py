"""``Monitor``: hands what a training makes to the tool, and says what the tool thinks of it."""

from __future__ import annotations

import atexit
import operator
import os
import re
import threading
import time
import warnings
import weakref
from collections.abc import Mapping
from typing import Any, Callable, TypeVar
from urllib.parse import quote

from . import notebook
from .arrays import Range, Ranges
from .command import Command
from .delivery import SCORES, Delivery, Job, Limits, Told
from .errors import GanDiversityError, GanDiversityWarning
from .http_client import ConnectionProblem, address
from .images import Payload, Reading, payload_of
from .scores import scores_json, scores_of
from .tool import Launch, Tool
from .verdict import Verdict

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_CHECKPOINT = re.compile(r"step-\d{8}")
_LARGEST_STEP = 999_999_999
_ENDS_WITHIN = 30.0
#: What another process gets of a monitor.
_SETTINGS = ("name", "folder", "_raises", "_timeout", "_limits", "_launch", "_server")
_T = TypeVar("_T")


class Monitor:
    """Watches one training run.

    ::

        monitor = Monitor("runs/a")
        for step in range(steps):
            ...
            if step % 300 == 0:
                verdict = monitor.log(step, images, real=p_real, fake=p_fake)
                if verdict.should_stop:
                    break

    What is logged lies in the folder of the run and can be judged again with ``gan-diversity check``. The tool is
    found where it serves the parent folder already, else it is started, and ends with the script. One process logs a
    run: in distributed training, that of rank 0.

    Nothing here raises into a training: what goes wrong is a ``GanDiversityWarning``, once for each kind, and the
    training goes on. ``raise_errors=True`` raises ``GanDiversityError`` instead.

    :ivar name: of the run, the last part of its folder
    :ivar folder: of the run; "" where the server was given
    """

    _tool: Tool
    _delivery: Delivery
    _closed: bool

    def __init__(
        self,
        run: str | os.PathLike[str],
        *,
        root: str | os.PathLike[str] | None = None,
        resume: bool = False,
        server: str | None = None,
        token: str | None = None,
        command: Command | None = None,
        options: Mapping[str, Any] | None = None,
        raise_errors: bool = False,
        queue_size: int = 64,
        queue_bytes: int = 256 * 2**20,
        timeout: float = 600.0,
    ) -> None:
        """
        :param run: the folder of the run, such as "runs/a": pages of all runs below "runs" show it as "a"
        :param root: the folder of runs, where ``run`` is a name alone
        :param resume: goes on with a run that holds checkpoints already; else such a run is left alone, and this one
            gets the next free name ("a-2")
        :param server: the address of a ``gan-diversity serve`` on any machine; nothing is started then
        :param token: of the server, else that in ``GAN_DIVERSITY_TOKEN``
        :param command: the command ``gan-diversity``, else that in ``GAN_DIVERSITY_COMMAND``, on the PATH, or of npx
        :param options: of ``gan-diversity serve`` where it is started, such as ``{"reference": "real/", "threads": 1}``
        :param raise_errors: raises what is a warning otherwise
        :param queue_size: calls that may wait to be sent
        :param queue_bytes: bytes that may wait to be sent
        :param timeout: how long ``wait=True`` and ``flush`` wait for a verdict, seconds
        """
        self._raises = raise_errors
        self._timeout = timeout
        self._limits = Limits(queue_size, queue_bytes, 2.0, timeout)
        self._launch = Launch(command, token or os.environ.get("GAN_DIVERSITY_TOKEN") or None, dict(options or {}))
        self._server = server
        self.name, self.folder = _placed(run, root, is_remote=server is not None)
        self._begin()
        self._attempt("start", lambda: self._connect(resume))
        try:
            self._report()
        except GanDiversityError:
            self.close()
            raise

    @property
    def verdict(self) -> Verdict:
        """The last one that is known."""
        return self._verdict

    @property
    def dropped(self) -> int:
        """Calls of ``log`` whose data did not reach the disk; each kind of reason was a warning."""
        return self._delivery.dropped + self._unread

    @property
    def waiting(self) -> int:
        """Calls of ``log`` that are still to be sent."""
        return self._delivery.waiting

    @property
    def url(self) -> str:
        """The page of the run; "" where no tool is known."""
        known = self._tool.known
        return f"{known.url.rstrip('/')}/runs/{quote(self.name)}" if known else ""

    def log(
        self,
        step: Any,
        images: Any = None,
        *,
        wait: bool = False,
        scores: Mapping[str, Any] | None = None,
        value_range: Range | None = None,
        layout: str | None = None,
        **more_scores: Any,
    ) -> Verdict:
        """Hands over a checkpoint, its scores, or both. The images are copied before it returns.

        It returns at once, with the last verdict that is known. Where more waits than ``queue_size`` or
        ``queue_bytes`` allow, it waits for room: 2 seconds, and not again until something could be sent; then the
        oldest that waits is dropped, with a warning, and counted in ``dropped``.

        :param step: of the training, from 0 to 999,999,999. The same step again replaces its images.
        :param images: samples of the generator, 16 or more, best 64:

            * a NumPy array, a tensor of PyTorch on any device, or what NumPy can read: n x height x width x channels,
              n x channels x height x width, or n x height x width; 1 (grey), 3 (RGB) or 4 channels. Where the shape
              fits two of them, channels are last, with PyTorch first.
            * a list of arrays, tensors, PIL images, paths or bytes, one image each, all of one size
            * one picture by itself: a sheet of many samples, as ``torchvision.utils.make_grid`` makes it, as array
              (height x width, height x width x channels, channels x height x width), PIL image, path, or the bytes of
              a PNG, JPEG or WebP
            * a path to, or the bytes of, a .npy or .npz file

            A run holds batches, or sheets, or lists of files, not several of them.
        :param value_range: (low, high), the numbers that are black and white; those outside are clipped. Where it is
            left out: whole numbers are 0 to 255, and of True and False, True is white. Floats are -1 to 1 as soon as
            the run has shown one below -.05, else 0 to 255 as soon as it has shown one above 2, else 0 to 1. What a
            run has shown once holds for all later batches. NaN and infinite numbers are black.
        :param layout: which axis is which, where the shape alone says it wrongly: "NCHW", "NHWC", "NHW", "CHW", "HWC"
            or "HW"
        :param wait: returns when this checkpoint is judged, or can not be judged yet
        :param scores: what a log would hold, by any names that logs use, such as ``{"d_loss": 0.7, "g_loss": 1.1}``;
            numbers, or tensors that hold one
        :param more_scores: the same as keywords: ``real=`` and ``fake=`` are the discriminator's mean probabilities
            of real and generated images
        """
        numbers = {**(scores or {}), **more_scores}
        taken = self._attempt("log", lambda: self._job(step, images, numbers, (value_range, layout)))
        if taken is None:
            with self._lock:
                self._unread += 1
        else:
            job, job.wait = taken, wait
            self._delivery.put(job)
            if wait and not job.done.wait(self._timeout):
                self._note("timeout", _late(self._timeout))
        self._report()
        return self._verdict

    def flush(self, timeout: float | None = None) -> Verdict:
        """Waits until all that was logged is judged, or can not be judged yet.

        :param timeout: seconds; None for that of the monitor
        """
        patience = self._timeout if timeout is None else timeout
        end = time.monotonic() + patience
        is_sent = self._delivery.sent(patience)
        if is_sent and self._delivery.unjudged():
            self._delivery.ask()
        last = self._delivery.unjudged()
        if is_sent and last is not None:
            # The same step again changes nothing, and is answered when it is judged.
            again = Job(last.step, last.query, last.payload, wait=True)
            self._delivery.put(again)
            is_sent = again.done.wait(max(0.0, end - time.monotonic()))
        if not is_sent:
            self._note("timeout", _late(patience))
        self._report()
        return self._verdict

    def close(self) -> None:
        """Sends what waits, 30 seconds at most, and ends the tool where this monitor started it."""
        if self._closed:
            return
        self._closed = True
        atexit.unregister(self.close)
        self._delivery.end(_ENDS_WITHIN)
        self._tool.end()
        self._delivery.join()
        self._report(may_raise=False)

    def __enter__(self) -> Monitor:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Monitor {self.name}: {self._verdict}>"

    def _repr_html_(self) -> str:
        return notebook.verdict_html(self._verdict, self.name) + notebook.link_html(self.url)

    def __getstate__(self) -> dict[str, Any]:
        """For another process: what is known stays here, it finds the tool by itself."""
        return {name: self.__dict__[name] for name in _SETTINGS}

    def __setstate__(self, settings: Mapping[str, Any]) -> None:
        self.__dict__.update(settings)
        self._begin()

    def _begin(self) -> None:
        root = os.path.dirname(self.folder) if self.folder else None
        given = address(self._server, self._launch.token) if self._server else None
        self._lock = threading.Lock()
        self._ranges = Ranges()
        self._verdict = Verdict()
        self._unread = 0
        self._said: set[str] = set()
        self._problems: list[tuple[GanDiversityError, bool]] = []
        self._closed = False
        self._tool = Tool(root, self._launch, given)
        self._aim()
        _living.add(self)
        atexit.register(self.close)

    def _aim(self) -> None:
        told = Told(self._hear, self._note)
        self._delivery = Delivery(self._tool, f"/api/runs/{quote(self.name)}", self._limits, told)

    def _connect(self, resume: bool) -> None:
        wanted, number = self.name, 1
        while not resume and self._is_taken():
            number += 1
            self.name = f"{wanted}-{number}"
            self.folder = self.folder and os.path.join(os.path.dirname(self.folder), self.name)
        if number > 1:
            self._aim()
            self._note("name", _renamed(wanted, self.name), is_error=False)
        self._tool.address()

    def _is_taken(self) -> bool:
        """Whether an earlier training has logged to the run."""
        if self.folder:
            return _holds_checkpoints(self.folder)
        try:
            answer = self._tool.address().get(f"/api/runs/{quote(self.name)}", 30.0)
        except ConnectionProblem as error:
            raise GanDiversityError(
                f"Expected gan-diversity at {self._server} but found: {error}. Next: start gan-diversity serve there"
            ) from error
        if answer.status in (401, 403):
            raise GanDiversityError(f"{self._server} does not let this in: {answer.problem}. Next: pass its token=")
        return answer.is_fine and answer.data.get("received") is not None

    def _job(self, step: Any, images: Any, scores: Mapping[str, Any], read: tuple[Range | None, str | None]) -> Job:
        if self._closed:
            raise GanDiversityError("Expected an open monitor but this one was closed. Next: make a new one")
        number, numbers = _step(step), scores_of(scores)
        if images is None:
            if not numbers:
                raise GanDiversityError("Expected images or scores but found neither. Next: pass one of them")
            body = f'{{"scores":{scores_json(numbers)}}}'.encode()
            return Job(number, "", Payload(SCORES, body), wait=False)
        payload = payload_of(images, Reading(self._ranges, *read))
        return Job(number, f"&scores={quote(scores_json(numbers))}" if numbers else "", payload, wait=False)

    def _attempt(self, kind: str, work: Callable[[], _T]) -> _T | None:
        """None where it went wrong, which is noted."""
        try:
            return work()
        except GanDiversityError as error:
            self._note(kind if kind != "log" else str(error), error)
        except Exception as error:  # Whatever a tensor of some library does, the training goes on.
            self._note(repr(type(error)), _unforeseen(error))
        return None

    def _hear(self, state: Mapping[str, Any]) -> None:
        verdict = Verdict.of_state(state)
        self._verdict = verdict
        if verdict.waiting and verdict.confidence:
            # There is a verdict, and it does not hold everything.
            self._note("left out", GanDiversityError(verdict.waiting))

    def _note(self, kind: str, problem: GanDiversityError, is_error: bool = True) -> None:
        with self._lock:
            raises = self._raises and is_error
            if (raises and not self._problems) or (not raises and kind not in self._said):
                self._said.add(kind)
                self._problems.append((problem, raises))

    def _report(self, may_raise: bool = True) -> None:
        """In the thread of the caller, where a warning names the caller's line."""
        with self._lock:
            problems, self._problems = self._problems, []
        for problem, raises in problems:
            if raises and may_raise:
                raise problem
            warnings.warn(str(problem), GanDiversityWarning, stacklevel=3)

    def _after_fork(self) -> None:
        self._lock = threading.Lock()
        self._problems = []
        self._tool.after_fork()
        self._delivery.after_fork()


def _placed(run: str | os.PathLike[str], root: str | os.PathLike[str] | None, is_remote: bool) -> tuple[str, str]:
    """The name of the run, and its folder; "" where that is on another machine."""
    path = os.path.abspath(os.path.join(os.fspath(root), os.fspath(run)) if root is not None else os.fspath(run))
    name = os.path.basename(path)
    if not _NAME.fullmatch(name):
        raise GanDiversityError(
            "Expected a run's name of 1 to 100 letters, digits, dots, hyphens and underscores that begins with a "
            f"letter or a digit but found {name!r}. Next: name the run otherwise"
        )
    return name, "" if is_remote else path


def _holds_checkpoints(folder: str) -> bool:
    try:
        return any(name == "scores.jsonl" or _CHECKPOINT.match(name) for name in os.listdir(folder))
    except OSError:
        return False


def _step(step: Any) -> int:
    try:
        number = operator.index(step)
    except TypeError:
        number = int(step) if isinstance(step, float) and step.is_integer() else -1
    if not 0 <= number <= _LARGEST_STEP:
        raise GanDiversityError(
            f"Expected a whole number of 0 to {_LARGEST_STEP} for step but found {step!r}. Next: count the steps from 0"
        )
    return number


def _renamed(wanted: str, name: str) -> GanDiversityError:
    return GanDiversityError(
        f"Expected a new run but {wanted} holds checkpoints of an earlier training: this one is {name}. "
        "Next: resume=True where it goes on with that training"
    )


def _late(seconds: float) -> GanDiversityError:
    return GanDiversityError(
        f"Expected a verdict within {seconds:g} seconds but none came: the last one known was taken. "
        "Next: pass a longer timeout="
    )


def _unforeseen(error: Exception) -> GanDiversityError:
    problem = GanDiversityError(f"What was given could not be read: {type(error).__name__}: {error}")
    problem.__cause__ = error
    return problem


def _after_fork_in_child() -> None:
    for monitor in list(_living):
        monitor._after_fork()


_living: weakref.WeakSet[Monitor] = weakref.WeakSet()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork_in_child)
