"""What is logged arrives, in order, and nothing that goes wrong stops a training."""

from __future__ import annotations

import json
import math
import threading
import time
import unittest
from typing import Any

from fake_tool import FakeTool
from gan_diversity import GanDiversityError, GanDiversityWarning, Monitor, Verdict
from gan_diversity.encode import png
from helpers import FAKE_COMMAND, FolderCase, Warned, described, is_alive, wait_for

SHEET = png(2, 3, 1, bytes(range(6)))


class MonitorCase(FolderCase):
    def setUp(self) -> None:
        super().setUp()
        self.tool = FakeTool(self.folder / "runs")
        self.addCleanup(self.tool.end)

    def monitor(self, name: str = "a", **settings: Any) -> Monitor:
        monitor = Monitor(name, **{"server": self.tool.url, **settings})
        self.addCleanup(monitor.close)
        return monitor

    def steps(self) -> list[int]:
        return [int(post["query"]["step"]) for post in self.tool.posts]


class Logging(MonitorCase):
    def test_pictures_and_scores_arrive_in_order_and_the_verdict_comes_back(self) -> None:
        self.tool.fails_at = 20
        monitor = self.monitor()
        self.assertEqual(monitor.verdict, Verdict())
        for step in (0, 10, 20):
            monitor.log(step, SHEET, real=0.9, fake=0.1, scores={"d_loss": 0.5})
        verdict = monitor.flush()
        self.assertEqual(self.steps(), [0, 10, 20])
        self.assertEqual(self.tool.posts[0]["body"], SHEET)
        self.assertEqual(self.tool.posts[0]["scores"], {"real": 0.9, "fake": 0.1, "d_loss": 0.5})
        self.assertTrue(verdict.should_stop)
        self.assertEqual(
            (verdict.status, verdict.since, verdict.step, verdict.judged), ("mode-collapse", "step 20", 20, 20)
        )
        self.assertEqual(str(verdict), "Mode collapse since step 20 (high confidence): The generator collapsed.")
        self.assertEqual(monitor.dropped, 0)

    def test_waiting_gives_the_verdict_of_this_step(self) -> None:
        self.tool.fails_at = 10
        monitor = self.monitor()
        self.assertFalse(monitor.log(0, SHEET, wait=True).should_stop)
        self.assertTrue(monitor.log(10, SHEET, wait=True).should_stop)
        self.assertEqual([post["query"].get("wait") for post in self.tool.posts], [None, None])

    def test_without_waiting_it_returns_before_the_tool_answers(self) -> None:
        monitor = self.monitor()
        self.tool.gate.clear()
        self.assertEqual(monitor.log(0, SHEET), Verdict())
        self.assertEqual(self.tool.posts, [])
        self.tool.gate.set()
        self.assertEqual(monitor.flush().step, 0)
        self.assertEqual(self.tool.posts[0]["query"]["wait"], "false")

    def test_a_verdict_that_comes_later_is_known_without_another_log(self) -> None:
        self.tool.judges = False
        monitor = self.monitor()
        monitor.log(0, SHEET)
        wait_for(lambda: monitor.verdict.step == 0, "the first answer")
        self.assertEqual(str(monitor.verdict), "Waiting: Not judged yet.")
        self.assertIsNone(monitor.verdict.judged)
        self.tool.judges = True
        wait_for(lambda: monitor.verdict.judged == 0, "the judgement")

    def test_scores_alone_are_sent_as_json_and_what_is_no_number_as_null(self) -> None:
        class Scalar:
            def item(self) -> float:
                return 0.25

        monitor = self.monitor()
        monitor.log(3, real=Scalar(), fake=math.nan, g_loss=math.inf, missing=None)
        monitor.flush()
        self.assertEqual(self.tool.posts[0]["kind"], "application/json")
        self.assertEqual(self.tool.posts[0]["scores"], {"real": 0.25, "fake": None, "g_loss": None})

    def test_threads_may_log_at_once(self) -> None:
        monitor = self.monitor(queue_size=1000)
        threads = [
            threading.Thread(target=lambda first=first: [monitor.log(first + n, SHEET) for n in range(25)])
            for first in range(0, 200, 25)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        monitor.flush()
        self.assertEqual(sorted(self.steps()[:200]), list(range(200)))

    def test_the_address_of_the_run_and_what_a_notebook_shows(self) -> None:
        monitor = self.monitor()
        monitor.log(0, SHEET, wait=True)
        self.assertEqual(monitor.url, f"{self.tool.url}runs/a")
        self.assertIn(f'href="{monitor.url}"', monitor._repr_html_())
        self.assertIn("Healthy", repr(monitor))


class Trouble(MonitorCase):
    def test_a_busy_tool_is_asked_again_after_the_time_it_names(self) -> None:
        self.tool.refusals += [(429, {"Retry-After": "0"}), (503, {}), (500, {})]
        monitor = self.monitor()
        with Warned() as warned:
            self.assertEqual(monitor.log(0, SHEET, wait=True).step, 0)
        self.assertEqual((warned.texts, monitor.dropped, self.steps()), ([], 0, [0]))

    def test_what_the_tool_does_not_take_is_said_once_for_each_kind_and_counted(self) -> None:
        self.tool.refusals += [(422, {}), (422, {}), (409, {})]
        monitor = self.monitor()
        with Warned() as warned:
            for step in range(4):
                monitor.log(step, SHEET, wait=True)
        self.assertEqual(
            warned.texts, ["Step 0 was not taken: refused with 422", "Step 2 was not taken: refused with 409"]
        )
        self.assertEqual((monitor.dropped, self.steps()), (3, [3]))

    def test_images_that_can_not_be_read_are_said_and_counted_and_the_training_goes_on(self) -> None:
        class Broken:
            def detach(self) -> None:
                raise RuntimeError("CUDA error")

        monitor = self.monitor()
        with Warned() as warned:
            for images in (object(), Broken(), b"nothing"):
                monitor.log(0, images)
            monitor.log(-1, SHEET)
            monitor.log(1.5, SHEET)
            monitor.log(0)
            monitor.log(0, fake="high")
        self.assertEqual(monitor.dropped, 7)
        self.assertEqual(len(warned.texts), 7)
        self.assertIn("CUDA error", warned.texts[1])
        self.assertIn("for step but found -1", warned.texts[3])
        self.assertIn("for fake but found str", warned.texts[6])

    def test_errors_are_raised_where_that_was_asked_for(self) -> None:
        monitor = self.monitor(raise_errors=True)
        with self.assertRaisesRegex(GanDiversityError, "found object"):
            monitor.log(0, object())
        self.tool.refusals += [(422, {})]
        with self.assertRaisesRegex(GanDiversityError, "Step 5 was not taken"):
            monitor.log(5, SHEET, wait=True)
        monitor.log(6, SHEET, wait=True)
        self.assertEqual(self.steps(), [6])

    def test_a_full_queue_waits_once_then_drops_the_oldest_and_counts_it(self) -> None:
        monitor = self.monitor(queue_size=3)
        self.tool.gate.clear()
        with Warned() as warned:
            monitor.log(0, SHEET)
            wait_for(lambda: monitor._delivery._sending, "the first to be on its way")
            for step in range(1, 8):
                monitor.log(step, SHEET)
            self.assertEqual((monitor.waiting, monitor.dropped), (3, 5))
            self.tool.gate.set()
            monitor.flush()
        self.assertEqual(len(warned.texts), 1)
        self.assertIn("queue full", warned.texts[0])
        # What was on its way arrives, and of the rest the newest.
        self.assertEqual(self.steps()[:3], [0, 6, 7])

    def test_a_full_queue_loses_nothing_where_room_comes_in_time(self) -> None:
        monitor = self.monitor(queue_size=2)
        self.tool.gate.clear()
        threading.Timer(0.3, self.tool.gate.set).start()
        for step in range(6):
            monitor.log(step, SHEET)
        monitor.flush()
        self.assertEqual((self.steps()[:6], monitor.dropped), (list(range(6)), 0))

    def test_a_thousand_calls_to_a_tool_that_hangs_keep_no_more_than_the_queue(self) -> None:
        large = SHEET + bytes(100_000)
        monitor = self.monitor(queue_bytes=1_000_000)
        self.tool.gate.clear()
        most = 0
        with Warned():
            for step in range(1000):
                monitor.log(step, large)
                most = max(most, sum(len(job.payload.body) for job in monitor._delivery._jobs))
        self.assertLessEqual(most, 1_000_000)
        self.assertEqual(monitor.dropped + monitor.waiting, 1000)
        self.tool.gate.set()

    def test_a_thousand_calls_to_a_tool_that_works_leave_nothing_behind(self) -> None:
        monitor = self.monitor()
        for step in range(1000):
            monitor.log(step, SHEET)
        monitor.flush()
        self.assertEqual((self.steps()[:1000], monitor.waiting, monitor.dropped), (list(range(1000)), 0, 0))

    def test_a_closed_monitor_says_so(self) -> None:
        monitor = self.monitor()
        with monitor:
            monitor.log(0, SHEET)
        self.assertEqual(self.steps(), [0])
        with self.assertWarnsRegex(GanDiversityWarning, "closed"):
            monitor.log(1, SHEET)

    def test_a_server_with_a_token_is_asked_with_it(self) -> None:
        self.tool.token = "t" * 16
        with self.assertWarnsRegex(GanDiversityWarning, "token"):
            self.monitor()
        self.assertEqual(self.monitor(token="t" * 16, raise_errors=True).log(0, SHEET, wait=True).step, 0)

    def test_an_address_that_is_none_and_a_name_that_is_none_are_refused_at_once(self) -> None:
        for server in ("localhost:7860", "http://", "ftp://a", "http://a:port"):
            with self.subTest(server=server), self.assertRaisesRegex(GanDiversityError, "Expected an address"):
                self.monitor(server=server)
        for name in (".hidden", "a b", "ü", "x" * 101):
            with self.subTest(name=name), self.assertRaisesRegex(GanDiversityError, "Expected a run's name"):
                self.monitor(name)

    def test_a_run_that_is_there_is_left_alone_unless_it_is_gone_on_with(self) -> None:
        self.monitor().log(5, SHEET, wait=True)
        with self.assertWarnsRegex(GanDiversityWarning, "this one is a-2.*resume=True"):
            second = self.monitor()
        second.log(0, SHEET, wait=True)
        with self.assertWarns(GanDiversityWarning):
            self.assertEqual(self.monitor().name, "a-3")
        third = self.monitor(resume=True)
        third.log(6, SHEET, wait=True)
        self.assertEqual([post["run"] for post in self.tool.posts], ["a", "a-2", "a"])


class Starting(FolderCase):
    def monitor(self, name: str = "a", **settings: Any) -> Monitor:
        monitor = Monitor(self.folder / "runs" / name, **{"command": FAKE_COMMAND, **settings})
        self.addCleanup(monitor.close)
        return monitor

    def root(self) -> Any:
        return self.folder / "runs"

    def test_the_tool_is_started_and_ended(self) -> None:
        monitor = self.monitor(options={"reference": "real", "threads": 1, "cache": False})
        told = described(self.root())
        self.assertTrue(is_alive(told["pid"]))
        expected = ["serve", str(self.root()), "--port", "0", "--end-with-stdin", "--reference=real", "--threads=1"]
        self.assertEqual(told["words"][1:], [*expected, "--no-cache"])
        monitor.log(7, SHEET)
        monitor.close()
        self.assertFalse(is_alive(told["pid"]))
        self.assertEqual((self.root() / "a" / "step-00000007.png").read_bytes(), SHEET)

    def test_one_that_serves_the_folder_is_used_and_left_running(self) -> None:
        first = self.monitor("a")
        pid = described(self.root())["pid"]
        second = self.monitor("b")
        self.assertEqual(second.url, first.url[:-1] + "b")
        second.log(1, SHEET, wait=True)
        second.close()
        self.assertTrue(is_alive(pid))

    def test_a_description_that_leads_nowhere_or_to_another_folder_is_not_believed(self) -> None:
        other = FakeTool(self.folder / "others")
        self.addCleanup(other.end)
        place = self.root() / ".gan-diversity"
        place.mkdir(parents=True)
        for url in ("http://127.0.0.1:1/", other.url, "file:///etc/passwd", 7, None):
            (place / "server.json").write_text(json.dumps({"url": url}))
            with self.subTest(url=url), self.monitor(raise_errors=True) as monitor:
                monitor.log(1, SHEET, wait=True)
                self.assertEqual(other.posts, [])
            (self.root() / "a" / "step-00000001.png").unlink()

    def test_the_other_monitor_starts_a_new_tool_when_the_first_ends_its_own(self) -> None:
        first, second = self.monitor("a"), self.monitor("b")
        first.close()
        with Warned() as warned:
            self.assertEqual(second.log(1, SHEET, wait=True).step, 1)
        self.assertEqual((warned.texts, second.dropped), ([], 0))

    def test_a_folder_with_checkpoints_is_another_run(self) -> None:
        folder = self.root() / "a"
        folder.mkdir(parents=True)
        (folder / "log.csv").write_text("")
        self.assertEqual(self.monitor().name, "a")
        (folder / "step-00000001.npy").write_bytes(b"")
        with self.assertWarns(GanDiversityWarning):
            monitor = self.monitor()
        self.assertEqual((monitor.name, monitor.folder), ("a-2", str(self.root() / "a-2")))
        self.assertEqual(self.monitor(resume=True).name, "a")

    def test_what_can_not_be_started_is_said_once_and_holds_nothing_up(self) -> None:
        with Warned() as warned:
            monitor = self.monitor(command="no-such-program-at-all")
            for step in range(5):
                monitor.log(step, SHEET)
            begun = time.monotonic()
            monitor.close()
        self.assertLess(time.monotonic() - begun, 20)
        self.assertEqual(monitor.dropped, 5)
        self.assertIn("'no-such-program-at-all'", warned.texts[0])
        self.assertEqual(len([text for text in warned.texts if "no-such" in text]), 1)
        with self.assertRaisesRegex(GanDiversityError, "no-such-program"):
            self.monitor(command="no-such-program-at-all", raise_errors=True)


if __name__ == "__main__":
    unittest.main()
