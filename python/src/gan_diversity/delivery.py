"""Sends what was logged, in order, in the background."""

from __future__ import annotations

import collections
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Callable

from .errors import GanDiversityError
from .http_client import Answer, ConnectionProblem
from .images import Payload
from .tool import Tool

_POST_TIMEOUT = 60.0
_GET_TIMEOUT = 30.0
_FIRST_PAUSE, _LONGEST_PAUSE = 0.2, 10.0
# A judgement takes seconds; what can not be judged yet is asked for less often.
_ASKS_EVERY, _ASKS_SELDOM, _SOON = 0.5, 5.0, 30.0
_TRIES_OF_A_FAULT = 5
#: The kind of a body without pictures.
SCORES = "application/json"


@dataclass
class Job:
    """One call of ``log``. :ivar query: the rest of the address, with the step"""

    step: int
    query: str
    payload: Payload
    wait: bool
    done: threading.Event = field(default_factory=threading.Event)
    problem: GanDiversityError | None = None


@dataclass(frozen=True)
class Limits:
    """What may wait, in calls and in bytes, and how long a call waits for room, seconds; and for a judgement."""

    jobs: int
    bytes: int
    room: float
    judgement: float


@dataclass(frozen=True)
class Told:
    """Who is told, from the thread that sends.

    :ivar state: of each RunState
    :ivar problem: of the kind of a problem, and what it is
    """

    state: Callable[[Mapping[str, Any]], None]
    problem: Callable[[str, GanDiversityError], None]


class Delivery:
    """A queue and its thread, for one run."""

    def __init__(self, tool: Tool, run: str, limits: Limits, told: Told) -> None:
        """:param run: the path of the run, "/api/runs/NAME" """
        self._tool = tool
        self._run = run
        self._limits = limits
        self._told = told
        self._begin()

    def _begin(self) -> None:
        self._jobs: collections.deque[Job] = collections.deque()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._sending = False
        self._ends = False
        self._had_no_room = False
        self._last: Job | None = None
        self._sent_at = 0.0
        self._judged: int | None = None
        self._ask_failed = False
        self._can_not_start = False
        self.dropped = 0

    def after_fork(self) -> None:
        """In a child: what waits is sent by the parent."""
        self._begin()

    @property
    def waiting(self) -> int:
        """Calls that were not sent yet."""
        return len(self._jobs)

    def put(self, job: Job) -> None:
        """Waits for room, once until something was sent again; then the oldest that waits is dropped and counted."""
        with self._changed:
            if self._is_full(job) and not self._had_no_room:
                self._changed.wait_for(lambda: not self._is_full(job) or self._ends, self._limits.room)
            while self._is_full(job):
                self._had_no_room = True
                self._drop(1 if self._sending else 0, "full", _full())
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._work, name="gan-diversity", daemon=True)
                self._ends = False
                self._thread.start()
            self._jobs.append(job)
            self._changed.notify_all()

    def sent(self, patience: float | None) -> bool:
        """Waits until nothing waits. :returns: whether that came within so many seconds; None for ever"""
        with self._changed:
            return self._changed.wait_for(lambda: not self._jobs, patience)

    def unjudged(self) -> Job | None:
        """The pictures that were sent last, where the tool has not judged them as far as is known."""
        return self._last if self._is_behind() else None

    def ask(self) -> None:
        """Asks the tool what it knows by now."""
        try:
            self._take(self._tool.address().get(self._run, _GET_TIMEOUT))
            self._ask_failed = False
        except ConnectionProblem:
            self._tool.lost()
            self._ask_failed = True
        except GanDiversityError as error:
            self._told.problem("start", error)
            self._ask_failed = True

    def end(self, patience: float) -> None:
        """Sends what waits, for so many seconds at most; what is left then is dropped and counted."""
        with self._changed:
            self._changed.wait_for(lambda: not self._jobs or self._can_not_start, patience)
            self._ends = True
            while len(self._jobs) > (1 if self._sending else 0):
                self._drop(len(self._jobs) - 1, "ended", _ended())
            self._changed.notify_all()

    def join(self) -> None:
        """After the tool has ended, when no request can hang any more."""
        if self._thread is not None:
            self._thread.join(5.0)

    def _is_full(self, job: Job) -> bool:
        if not self._jobs or (self._sending and len(self._jobs) == 1):
            return False
        held = sum(len(one.payload.body) for one in self._jobs) + len(job.payload.body)
        return len(self._jobs) >= self._limits.jobs or held > self._limits.bytes

    def _drop(self, index: int, kind: str, problem: GanDiversityError) -> None:
        job = self._jobs[index]
        del self._jobs[index]
        self._refuse(job, kind, problem)

    def _refuse(self, job: Job, kind: str, problem: GanDiversityError) -> None:
        self.dropped += 1
        job.problem = problem
        job.done.set()
        self._told.problem(kind, problem)

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: bool(self._jobs) or self._ends, self._next_question())
                if not self._jobs and self._ends:
                    return
                job = self._jobs[0] if self._jobs else None
                self._sending = job is not None
            if job is None:
                self.ask()
                continue
            try:
                self._send(job)
            except Exception as error:  # The thread has to live as long as the training.
                self._refuse(job, "fault", GanDiversityError(f"Expected to send step {job.step} but found {error!r}"))
            with self._changed:
                self._jobs.popleft()
                self._sending = False
                self._changed.notify_all()
            job.done.set()

    def _send(self, job: Job) -> None:
        pause, faults = _FIRST_PAUSE, 0
        while True:
            wanted: float | None = None
            try:
                answer = self._post(job)
                if answer.is_fine:
                    self._acknowledge(job, answer)
                    return
                if answer.status not in (408, 429, 503):
                    faults += 1
                    if answer.status < 500 or faults == _TRIES_OF_A_FAULT:
                        self._refuse(job, f"refused {answer.status}", _refused(job, answer))
                        return
                wanted = answer.retry_after
            except GanDiversityError as error:
                self._told.problem("start", error)
                with self._changed:
                    self._can_not_start = True
                    self._changed.notify_all()
            except ConnectionProblem as error:
                self._tool.lost()
                if pause > 1:
                    self._told.problem("connection", _unreachable(error))
            with self._changed:
                if self._changed.wait_for(lambda: self._ends, wanted if wanted is not None else pause):
                    self._refuse(job, "ended", _ended())
                    return
            pause = min(pause * 2, _LONGEST_PAUSE)

    def _post(self, job: Job) -> Answer:
        wait = "" if job.wait else "&wait=false"
        path = f"{self._run}/checkpoints?step={job.step}{job.query}{wait}"
        timeout = self._limits.judgement if job.wait else _POST_TIMEOUT
        return self._tool.address().post(path, job.payload.body, job.payload.content_type, timeout)

    def _acknowledge(self, job: Job, answer: Answer) -> None:
        self._had_no_room = False
        self._can_not_start = False
        self._sent_at = time.monotonic()
        if job.payload.content_type != SCORES:
            self._last = job
        self._take(answer)

    def _take(self, answer: Answer) -> None:
        if answer.is_fine and isinstance(answer.data, dict):
            self._judged = answer.data.get("judged")
            self._told.state(answer.data)

    def _is_behind(self) -> bool:
        return self._last is not None and (self._judged is None or self._judged < self._last.step)

    def _next_question(self) -> float | None:
        """Seconds until the tool is asked how far it is; None where there is nothing to ask."""
        if self._sent_at == 0:
            return None
        is_soon = time.monotonic() - self._sent_at < _SOON
        if not self._is_behind() and not is_soon:
            return None
        return _ASKS_EVERY if is_soon and not self._ask_failed else _ASKS_SELDOM


def _refused(job: Job, answer: Answer) -> GanDiversityError:
    return GanDiversityError(f"Step {job.step} was not taken: {answer.problem}")


def _unreachable(error: Exception) -> GanDiversityError:
    return GanDiversityError(
        f"Expected gan-diversity to answer but found: {error}. What is logged waits and is sent as soon as it answers"
    )


def _full() -> GanDiversityError:
    return GanDiversityError(
        "Expected room for what is logged but found the queue full: the oldest that waited was dropped, and counted "
        "in monitor.dropped. Next: log less often, or see why gan-diversity does not answer"
    )


def _ended() -> GanDiversityError:
    return GanDiversityError(
        "Expected to send all that was logged before the end but gan-diversity did not answer in time: what is left "
        "was dropped, and counted in monitor.dropped"
    )
