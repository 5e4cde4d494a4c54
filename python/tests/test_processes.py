"""Scripts that are killed, tools that are killed, and processes that are forked or spawned."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import textwrap
import unittest
from typing import Any

from fake_tool import FakeTool
from gan_diversity import Monitor
from helpers import FAKE_COMMAND, FolderCase, Warned, described, is_alive, wait_for
from test_monitor import SHEET


def log_in_child(monitor: Monitor, step: int) -> None:
    monitor.log(step, SHEET, wait=True)


@unittest.skipUnless(os.name == "posix", "signals and fork are those of Unix")
class Processes(FolderCase):
    def setUp(self) -> None:
        super().setUp()
        self.root = self.folder / "runs"

    def script(self, code: str, **settings: Any) -> subprocess.Popen[bytes]:
        """A script of a user with a monitor, that says "ready" where it is told to."""
        head = f"""
from gan_diversity import Monitor
SHEET = {SHEET!r}
monitor = Monitor("runs/a", command={FAKE_COMMAND!r})
"""
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        child = subprocess.Popen(
            [sys.executable, "-c", head + textwrap.dedent(code)],
            cwd=self.folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            **settings,
        )
        self.addCleanup(child.communicate)
        self.addCleanup(child.kill)
        return child

    def steps(self) -> list[int]:
        return sorted(int(file.stem[5:]) for file in (self.root / "a").glob("step-*"))

    def test_a_script_that_ends_sends_what_waits_and_ends_the_tool(self) -> None:
        child = self.script(
            """
            for step in range(20):
                monitor.log(step, SHEET)
            print(open("runs/.gan-diversity/server.json").read(), flush=True)
            """
        )
        output, errors = child.communicate()
        self.assertEqual((child.returncode, errors), (0, b""))
        self.assertEqual(self.steps(), list(range(20)))
        self.assertFalse(is_alive(pid_in(output)))

    def test_a_script_that_raises_sends_what_waits_and_ends_the_tool(self) -> None:
        child = self.script("monitor.log(3, SHEET)\nraise RuntimeError('out of memory')")
        _, errors = child.communicate()
        self.assertEqual((child.returncode, self.steps()), (1, [3]))
        self.assertIn(b"out of memory", errors)
        self.assertFalse((self.root / ".gan-diversity" / "server.json").exists())

    def test_a_script_that_is_killed_leaves_no_tool_behind(self) -> None:
        for number in (signal.SIGKILL, signal.SIGTERM):
            child = self.script(
                """
                import time
                print(open("runs/.gan-diversity/server.json").read(), flush=True)
                time.sleep(600)
                """
            )
            assert child.stdout is not None
            pid = pid_in(child.stdout.readline())
            self.assertTrue(is_alive(pid))
            child.send_signal(number)
            child.wait()
            wait_for(lambda pid=pid: not is_alive(pid), "the tool to end")  # type: ignore[misc]

    def test_a_worker_that_outlives_a_killed_script_does_not_keep_the_tool(self) -> None:
        child = self.script(
            """
            import os, time
            worker = os.fork()
            if worker == 0:
                time.sleep(600)
            print(open("runs/.gan-diversity/server.json").read(), worker, flush=True)
            time.sleep(600)
            """
        )
        assert child.stdout is not None
        line = child.stdout.readline()
        worker = int(line.split()[-1])
        child.kill()
        child.wait()
        try:
            wait_for(lambda: not is_alive(pid_in(line)), "the tool to end")
            self.assertTrue(is_alive(worker))
        finally:
            os.kill(worker, signal.SIGKILL)

    def test_ctrl_c_ends_the_script_and_not_what_it_still_has_to_send(self) -> None:
        child = self.script(
            """
            import signal, time
            # A shell has what it starts in the background ignore it.
            signal.signal(signal.SIGINT, signal.default_int_handler)
            try:
                print("ready", flush=True)
                time.sleep(600)
            except KeyboardInterrupt:
                print(monitor.log(9, SHEET, wait=True).step, flush=True)
            """,
            start_new_session=True,
        )
        assert child.stdout is not None
        child.stdout.readline()
        # To the whole group, as the terminal sends it.
        os.killpg(child.pid, signal.SIGINT)
        output, errors = child.communicate(timeout=60)
        self.assertEqual((output, errors, self.steps()), (b"9\n", b"", [9]))

    def test_a_tool_that_is_killed_is_started_again_and_nothing_is_lost(self) -> None:
        with Warned() as warned, Monitor(self.root / "a", command=FAKE_COMMAND) as monitor:
            for step in range(30):
                monitor.log(step, SHEET)
                if step in (9, 19):
                    os.kill(described(self.root)["pid"], signal.SIGKILL)
                    wait_for(lambda: monitor.waiting == 0, "what waits to arrive")
            self.assertEqual(monitor.flush().step, 29)
            self.assertEqual(monitor.dropped, 0)
        self.assertEqual((warned.texts, self.steps()), ([], list(range(30))))

    def test_a_monitor_works_in_a_process_that_was_forked(self) -> None:
        with Monitor(self.root / "a", command=FAKE_COMMAND) as monitor:
            monitor.log(0, SHEET, wait=True)
            worker = multiprocessing.get_context("fork").Process(target=log_in_child, args=(monitor, 1))
            worker.start()
            worker.join()
            self.assertEqual(worker.exitcode, 0)
            # The worker's end is not the end of the tool.
            self.assertEqual(monitor.log(2, SHEET, wait=True).step, 2)
        self.assertEqual(self.steps(), [0, 1, 2])

    def test_a_monitor_works_in_a_process_that_was_spawned(self) -> None:
        with Monitor(self.root / "a", command=FAKE_COMMAND) as monitor:
            monitor.log(0, SHEET, wait=True)
            os.environ["PYTHONPATH"] = os.pathsep.join(sys.path)
            worker = multiprocessing.get_context("spawn").Process(target=log_in_child, args=(monitor, 1))
            worker.start()
            worker.join()
            self.assertEqual(worker.exitcode, 0)
            self.assertEqual(monitor.log(2, SHEET, wait=True).step, 2)
        self.assertEqual(self.steps(), [0, 1, 2])

    def test_what_is_pickled_holds_settings_alone(self) -> None:
        tool = FakeTool(self.root)
        self.addCleanup(tool.end)
        with Monitor("a", server=tool.url) as monitor:
            monitor.log(0, SHEET, wait=True)
            again = pickle.loads(pickle.dumps(monitor))
            with again:
                self.assertEqual((again.name, again.verdict.step), ("a", None))
                self.assertEqual(again.log(1, SHEET, wait=True).step, 1)


def pid_in(description: bytes) -> int:
    return int(description.split(b'"pid": ')[1].split(b",")[0])


if __name__ == "__main__":
    unittest.main()
