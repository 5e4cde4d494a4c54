"""The tool that judges: found where it runs, else started, and ended with the script."""

from __future__ import annotations

import collections
import json
import os
import re
import subprocess
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO, Any

from .command import Command, explain, find_command
from .errors import GanDiversityError
from .flags import flags_of
from .http_client import Address, ConnectionProblem, address

_HEALTH_TIMEOUT = 5.0
_ENDS_WITHIN = 10.0


@dataclass(frozen=True)
class Launch:
    """How the tool is started.

    :ivar options: of ``gan-diversity serve``
    :ivar patience: how long it may take until it listens, seconds
    """

    command: Command | None = None
    token: str | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    patience: float = 60.0


class Tool:
    """One server for one folder of runs. Safe to use from several threads."""

    def __init__(self, root: str | None, launch: Launch, given: Address | None = None) -> None:
        """:param root: the folder of runs on this machine; None where the server was given"""
        self._root = root
        self._launch = launch
        self._given = given
        self._known = given
        self._started: _Started | None = None
        self._lock = threading.Lock()

    @property
    def known(self) -> Address | None:
        """Where it was found or started; None where neither."""
        return self._known

    def address(self) -> Address:
        """Where it listens. Starts it where none does.

        :raises GanDiversityError: where it can not be started
        """
        with self._lock:
            if self._started is not None and self._started.has_ended:
                self._started, self._known = None, None
            if self._known is None:
                self._known = self._find() or self._start()
            return self._known

    def lost(self) -> None:
        """Nothing answers there any more: the next call looks for it anew."""
        with self._lock:
            if self._given is None and (self._started is None or self._started.has_ended):
                self._known = None

    def end(self) -> None:
        """Ends what was started here, and nothing else."""
        with self._lock:
            if self._started is not None:
                self._started.end()
            self._started = None
            self._known = self._given

    def after_fork(self) -> None:
        """In a child: the tool belongs to the parent, and must not outlive it through this process."""
        self._lock = threading.Lock()
        if self._started is not None:
            self._started.disown()
        self._started = None

    def _find(self) -> Address | None:
        """One that says of itself that it serves this folder."""
        if self._root is None:
            return None
        try:
            with open(os.path.join(self._root, ".gan-diversity", "server.json"), encoding="utf-8") as file:
                found = address(json.load(file)["url"], self._launch.token)
            health = found.get("/api/health", _HEALTH_TIMEOUT)
        except (OSError, ValueError, KeyError, TypeError, GanDiversityError, *ConnectionProblem):
            return None
        told = health.data if health.is_fine and isinstance(health.data, dict) else {}
        same = told.get("name") == "gan-diversity" and isinstance(told.get("root"), str)
        return found if same and _same_folder(told["root"], self._root) else None

    def _start(self) -> Address:
        assert self._root is not None
        try:
            self._started = _Started(self._root, self._launch)
        except GanDiversityError:
            # Another script was faster: a folder has one server.
            found = self._find()
            if found is None:
                raise
            return found
        return address(self._started.url, self._launch.token)


class _Started:
    """A server that this process has started."""

    def __init__(self, root: str, launch: Launch) -> None:
        command = find_command(launch.command)
        words = [*command, "serve", root, "--port", "0", "--end-with-stdin", *flags_of(launch.options)]
        environment = {**os.environ, **({"GAN_DIVERSITY_TOKEN": launch.token} if launch.token else {})}
        try:
            # In a session of its own: Ctrl-C is for the training, and what it logs last has to arrive.
            self._process = subprocess.Popen(
                words,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                bufsize=0,
                env=environment,
                start_new_session=True,
            )
        except OSError as error:
            raise GanDiversityError(
                f"Expected to start {words[0]} but found: {error.strerror}. Next: name the command in command="
            ) from error
        self._lines = _Lines(self._process.stdout)
        self._errors = _Lines(self._process.stderr)
        line = self._lines.first(launch.patience)
        listens = re.search(r"https?://\S+", line or "")
        if listens is None:
            code = self._process.poll() if line else self._ended_code()
            self.end()
            raise GanDiversityError(explain(command, code, self._errors.text()))
        self.url = listens.group()

    @property
    def has_ended(self) -> bool:
        return self._process.poll() is not None

    def end(self) -> None:
        """Its standard input ends, and with it the tool."""
        _close(self._process.stdin)
        try:
            self._process.wait(_ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._lines.join()
        self._errors.join()

    def disown(self) -> None:
        _close(self._process.stdin)
        # Not this process's child: there is nothing to wait for.
        self._process.returncode = 0

    def _ended_code(self) -> int | None:
        """Of a program that closed its output: it ends at once, or never."""
        try:
            return self._process.wait(1.0)
        except subprocess.TimeoutExpired:
            return None


class _Lines:
    """Reads all that a program writes, so that it never has to wait; keeps the first line and the last ones."""

    def __init__(self, stream: IO[bytes] | None) -> None:
        assert stream is not None
        self._stream = stream
        self._first: str | None = None
        self._last: collections.deque[str] = collections.deque(maxlen=30)
        self._begun = threading.Event()
        self._thread = threading.Thread(target=self._read, name="gan-diversity-output", daemon=True)
        self._thread.start()

    def first(self, patience: float) -> str | None:
        """None where none came within so many seconds."""
        self._begun.wait(patience)
        return self._first

    def text(self) -> str:
        return "\n".join(self._last)

    def join(self) -> None:
        self._thread.join(2.0)

    def _read(self) -> None:
        # readline of an unbuffered pipe would ask for one byte at a time.
        with self._stream, open(self._stream.fileno(), "rb", closefd=False) as lines:
            for line in lines:
                text = line.decode("utf-8", "replace").rstrip()
                if self._first is None:
                    self._first = text
                    self._begun.set()
                self._last.append(text)
        self._begun.set()


def _close(stream: IO[bytes] | None) -> None:
    try:
        if stream is not None:
            stream.close()
    except OSError:
        # It has ended already.
        pass


def _same_folder(one: str, other: str) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)
