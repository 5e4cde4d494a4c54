"""One request to the tool. No proxy is asked: the tool is on this machine, or where the caller said."""

from __future__ import annotations

import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from .errors import GanDiversityError

#: What goes wrong on the way, and may work a moment later.
ConnectionProblem = (OSError, http.client.HTTPException)
_LARGEST_ANSWER = 64 * 2**20


@dataclass(frozen=True)
class Answer:
    """:ivar data: the JSON of the body; None where it is none"""

    status: int
    data: Any
    retry_after: float | None

    @property
    def is_fine(self) -> bool:
        return 200 <= self.status < 300

    @property
    def problem(self) -> str:
        """What the tool says is wrong."""
        told: Mapping[str, Any] = self.data if isinstance(self.data, dict) else {}
        return str(told.get("detail") or told.get("title") or f"it answered {self.status}")


@dataclass(frozen=True)
class Address:
    """Where the tool is. :ivar url: ends with a slash"""

    url: str
    token: str | None = None

    def get(self, path: str, timeout: float) -> Answer:
        return self._ask("GET", path, None, timeout)

    def post(self, path: str, body: bytes, content_type: str, timeout: float) -> Answer:
        return self._ask("POST", path, (content_type, body), timeout)

    def _ask(self, method: str, path: str, body: tuple[str, bytes] | None, timeout: float) -> Answer:
        parts = urlsplit(self.url)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        connection = kind(parts.hostname or "", parts.port, timeout=timeout)
        headers = {"Accept": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if body:
            headers["Content-Type"] = body[0]
        try:
            connection.request(method, parts.path.rstrip("/") + path, body[1] if body else None, headers)
            answer = connection.getresponse()
            return Answer(answer.status, _json(answer.read(_LARGEST_ANSWER)), _seconds(answer.getheader("Retry-After")))
        finally:
            connection.close()


def address(url: str, token: str | None) -> Address:
    """:raises GanDiversityError: where the address is none of the web"""
    try:
        parts = urlsplit(str(url))
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        usable = False
    if not usable:
        raise GanDiversityError(
            f"Expected an address of gan-diversity serve but found {url!r}. Next: pass such as http://127.0.0.1:7860"
        )
    return Address(str(url), token)


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None


def _seconds(text: str | None) -> float | None:
    return float(text) if text is not None and text.strip().isdigit() else None
