"""What the tests share."""

from __future__ import annotations

import json
import os
import struct
import sys
import tempfile
import time
import unittest
import warnings
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Callable
from unittest import mock

from gan_diversity import GanDiversityWarning

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
FAKE_COMMAND = [sys.executable, str(HERE / "fake_tool.py")]
PATIENCE = 60.0


class FolderCase(unittest.TestCase):
    """With an empty folder for each test, and without what the caller's environment says."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory(prefix="gan-diversity-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name).resolve()
        unset = {name: value for name, value in os.environ.items() if not name.startswith(("GAN_DIVERSITY_", "FAKE_"))}
        patched = mock.patch.dict(os.environ, unset, clear=True)
        patched.start()
        self.addCleanup(patched.stop)


class Warned:
    """Collects the package's warnings, and lets no other through."""

    def __enter__(self) -> Warned:
        self._catcher = warnings.catch_warnings(record=True)
        self._caught = self._catcher.__enter__()
        warnings.simplefilter("always")
        return self

    def __exit__(self, *details: Any) -> None:
        self._catcher.__exit__(*details)

    @property
    def texts(self) -> list[str]:
        return [str(one.message) for one in self._caught if issubclass(one.category, GanDiversityWarning)]


def wait_for(holds: Callable[[], Any], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > end:
            raise AssertionError(f"waited {PATIENCE:g} seconds for {what}")
        time.sleep(0.02)


def is_alive(pid: int) -> bool:
    """Whether it runs; what has ended and was not waited for does not."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat.rsplit(")", 1)[1].split()[0] not in ("Z", "X")


def described(root: Path) -> dict[str, Any]:
    """What the server of this folder says of itself."""
    found: dict[str, Any] = json.loads((root / ".gan-diversity" / "server.json").read_text())
    return found


def read_npy(body: bytes) -> tuple[tuple[int, ...], bytes]:
    """By the words of numpy/lib/format.py, not by the writer under test."""
    assert body[:8] == b"\x93NUMPY\x01\x00"
    (length,) = struct.unpack("<H", body[8:10])
    header = eval(body[10 : 10 + length].decode("latin1"), {})
    assert header["descr"] == "|u1" and header["fortran_order"] is False
    assert (10 + length) % 64 == 0
    return header["shape"], body[10 + length :]


def read_png(body: bytes) -> tuple[int, int, int, bytes]:
    """Height, width, colour type and pixels of a PNG without filters."""
    chunks = dict(_chunks(body))
    width, height, depth, colour, *rest = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    assert (depth, rest) == (8, [0, 0, 0])
    lines = zlib.decompress(chunks[b"IDAT"])
    row = len(lines) // height
    assert all(lines[at] == 0 for at in range(0, len(lines), row))
    return height, width, colour, b"".join(lines[at + 1 : at + row] for at in range(0, len(lines), row))


def _chunks(body: bytes) -> Iterator[tuple[bytes, bytes]]:
    assert body[:8] == b"\x89PNG\r\n\x1a\n"
    at = 8
    while at < len(body):
        (length,) = struct.unpack(">I", body[at : at + 4])
        kind, data = body[at + 4 : at + 8], body[at + 8 : at + 8 + length]
        (check,) = struct.unpack(">I", body[at + 8 + length : at + 12 + length])
        assert check == zlib.crc32(kind + data)
        yield kind, data
        at += 12 + length
