"""A stand-in for ``gan-diversity serve``: stores what is posted, and judges by the step alone.

``fake_tool.py serve ROOT --port 0 --end-with-stdin`` behaves as the command; ``FakeTool`` is the same in a test.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

_ENDINGS = {"image/png": ".png", "image/jpeg": ".jpg", "image/webp": ".webp", "application/x-npy": ".npy"}


class FakeTool(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, root: Path, fails_at: int = 10**9) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.root = root
        self.fails_at = fails_at
        self.token = os.environ.get("GAN_DIVERSITY_TOKEN")
        self.posts: list[dict[str, Any]] = []
        #: (status, headers) to answer with before anything is taken.
        self.refusals: list[tuple[int, dict[str, str]]] = []
        #: Closed while posts have to wait.
        self.gate = threading.Event()
        self.gate.set()
        #: Whether what was posted is judged at once.
        self.judges = True
        root.mkdir(parents=True, exist_ok=True)
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/"

    def end(self) -> None:
        self.shutdown()
        self.server_close()

    def state(self, name: str) -> dict[str, Any] | None:
        if not (self.root / name).is_dir():
            return None
        steps = sorted(int(file.stem[5:]) for file in (self.root / name).glob("step-*"))
        last = steps[-1] if steps else None
        judged = last if self.judges else None
        failed = judged is not None and judged >= self.fails_at
        said = {"title": "", "sentence": "", "since": "", "confidence": "", "remedy": "", "waiting": "Not judged yet."}
        if judged is not None:
            said = {**said, "title": "Healthy", "sentence": "All is well.", "confidence": "high", "waiting": ""}
        if failed:
            said = {**said, "title": "Mode collapse", "sentence": "The generator collapsed."}
            said = {**said, "since": f"step {self.fails_at}", "remedy": "Use a larger input."}
        return {
            **said,
            "name": name,
            "status": "mode-collapse" if failed else "waiting" if judged is None else "healthy",
            "waiting": said["waiting"] or None,
            "exitCode": int(failed),
            "shouldStop": failed,
            "received": last,
            "judged": judged,
            "checkpoints": len(steps),
            "figures": {"modes": 1.0 if failed else 60.0, "alike": None},
            "course": [{"step": step, "label": f"step {step}", "modes": 60.0, "alike": 0.01} for step in steps],
        }


class _Handler(BaseHTTPRequestHandler):
    server: FakeTool
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: Any) -> None:
        pass

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path == "/api/health":
            self._answer(200, {"name": "gan-diversity", "version": "0", "root": str(self.server.root)})
            return
        state = self._allowed() and self.server.state(unquote(path.rsplit("/", 1)[1]))
        self._answer(200 if state else 404, state or {"title": "Not found", "detail": "no such run"})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.gate.wait(30)
        if self.server.refusals:
            status, headers = self.server.refusals.pop(0)
            self._answer(status, {"title": "Refused", "detail": f"refused with {status}"}, headers)
            return
        if not self._allowed():
            return
        target = urlsplit(self.path)
        query = {key: values[0] for key, values in parse_qs(target.query).items()}
        name, kind = unquote(target.path.split("/")[3]), self.headers["Content-Type"]
        self._store(name, int(query["step"]), kind, body)
        scores = json.loads(query.get("scores", "{}"))
        if kind == "application/json":
            scores = json.loads(body)["scores"]
        self.server.posts.append({"run": name, "kind": kind, "body": body, "query": query, "scores": scores})
        self._answer(200, self.server.state(name) or {})

    def _allowed(self) -> bool:
        if self.server.token and self.headers.get("Authorization") != f"Bearer {self.server.token}":
            self._answer(401, {"title": "Unauthorized", "detail": "a token is needed"})
            return False
        return True

    def _store(self, name: str, step: int, kind: str, body: bytes) -> None:
        folder = self.server.root / name
        folder.mkdir(exist_ok=True)
        if kind != "application/json":
            (folder / f"step-{step:08d}{_ENDINGS.get(kind, '')}").write_bytes(body)

    def _answer(self, status: int, data: dict[str, Any], headers: dict[str, str] | None = None) -> None:
        body = json.dumps(data).encode()
        self.send_response(status)
        for name, value in {**(headers or {}), "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def main() -> int:
    if os.environ.get("FAKE_TOOL_SAYS"):
        sys.stderr.write(os.environ["FAKE_TOOL_SAYS"] + "\n")
        return 2
    root = Path(sys.argv[2]).resolve()
    tool = FakeTool(root, int(os.environ.get("FAKE_TOOL_FAILS_AT", 10**9)))
    described = root / ".gan-diversity" / "server.json"
    described.parent.mkdir(exist_ok=True)
    described.write_text(json.dumps({"url": tool.url, "pid": os.getpid(), "version": "0", "words": sys.argv}))
    print(f"gan-diversity serves {root} at {tool.url}", flush=True)
    sys.stdin.buffer.read()
    described.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
