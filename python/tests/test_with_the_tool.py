"""With the built tool itself: ``GAN_DIVERSITY_COMMAND`` names it, else these tests are skipped."""

from __future__ import annotations

import csv
import os
import signal
import unittest
from pathlib import Path
from typing import Any

from gan_diversity import GanDiversityError, Monitor, check, check_runs
from helpers import PROJECT, FolderCase, Warned, described, is_alive, wait_for

try:
    import numpy
    from PIL import Image
except ImportError:
    numpy = None

COMMAND = os.environ.get("GAN_DIVERSITY_COMMAND")
SAMPLES = PROJECT / "samples"
ONSET = 1800


def sheets(name: str, *steps: int) -> dict[int, Path]:
    """Sheets of a sample run by their step: these, or all."""
    found = {int(path.stem.rsplit("_", 1)[1]): path for path in sorted((SAMPLES / name).glob("fake_samples_*.png"))}
    return {step: path for step, path in found.items() if not steps or step in steps}


def scores(name: str, step: int) -> dict[str, Any]:
    """The last row of the log up to a step, by the names that the log uses."""
    with open(SAMPLES / name / "log.csv", newline="") as file:
        rows = [row for row in csv.DictReader(file) if int(row["step"]) <= step]
    return {key: float(value) for key, value in rows[-1].items() if key != "step"} if rows else {}


def tiles(path: Path) -> Any:
    """64 tiles of 8 x 8 with gutters of 2, as floats of -1 to 1, channels first."""
    sheet = numpy.asarray(Image.open(path).convert("RGB"))
    side = (sheet.shape[0] - 18) // 8
    cut = [sheet[y : y + side, x : x + side] for y in starts(side) for x in starts(side)]
    return numpy.stack(cut).transpose(0, 3, 1, 2).astype(numpy.float32) / 127.5 - 1


def starts(side: int) -> list[int]:
    return [2 + index * (side + 2) for index in range(8)]


@unittest.skipIf(COMMAND is None, "GAN_DIVERSITY_COMMAND does not name the tool")
class WithTheTool(FolderCase):
    def setUp(self) -> None:
        super().setUp()
        self.root = self.folder / "runs"
        self.options: dict[str, Any] = {"cache_dir": self.folder / "cache", "threads": 1, "config": False}

    def monitor(self, name: str = "a", **settings: Any) -> Monitor:
        given: dict[str, Any] = {"command": COMMAND, "options": self.options, "raise_errors": True, **settings}
        monitor = Monitor(self.root / name, **given)
        self.addCleanup(monitor.close)
        return monitor

    def test_a_training_that_collapses_is_stopped_at_most_two_checkpoints_later(self) -> None:
        run = sheets("mode-collapse")
        monitor, stopped = self.monitor(), None
        for step, sheet in run.items():
            verdict = monitor.log(step, sheet, wait=True, **scores("mode-collapse", step))
            self.assertEqual(verdict.step, step)
            if verdict.should_stop:
                stopped = step
                break
        assert stopped is not None
        late = list(run).index(stopped) - list(run).index(ONSET)
        self.assertTrue(0 <= late <= 2, f"stopped at step {stopped}")
        self.assertEqual((monitor.verdict.status, monitor.verdict.since), ("mode-collapse", f"step {ONSET}"))
        self.assertEqual(monitor.verdict.confidence, "high")
        self.assertNotEqual(monitor.verdict.remedy, "")

    def test_a_healthy_training_is_not_stopped(self) -> None:
        monitor = self.monitor()
        for step, sheet in sheets("healthy").items():
            self.assertFalse(monitor.log(step, sheet, **scores("healthy", step)).should_stop)
        verdict = monitor.flush()
        self.assertEqual((verdict.should_stop, verdict.judged), (False, max(sheets("healthy"))))

    @unittest.skipIf(numpy is None, "NumPy or Pillow is not installed")
    def test_batches_of_floats_are_judged_like_the_sheet_they_come_from(self) -> None:
        monitor = self.monitor()
        for step, sheet in sheets("mode-collapse", 0, 900, 1500, 1800, 2100).items():
            monitor.log(step, tiles(sheet))
        verdict = monitor.flush()
        self.assertTrue(verdict.should_stop)
        self.assertEqual((verdict.status, verdict.since), ("mode-collapse", f"step {ONSET}"))
        self.assertLess(verdict.figures["modes"], 2)

    def test_a_tool_that_is_killed_loses_nothing_and_stops_no_training(self) -> None:
        run = sheets("mode-collapse", 0, 600, 1200, 1500, 1800, 2100, 2400)
        with Warned() as warned, self.monitor(raise_errors=False) as monitor:
            for index, (step, sheet) in enumerate(run.items()):
                monitor.log(step, sheet, **scores("mode-collapse", step))
                if index in (1, 4):
                    # One that is being started again has not said yet who it is.
                    wait_for(lambda: monitor.waiting < 2, "the tool to work")
                    os.kill(described(self.root)["pid"], signal.SIGKILL)
            verdict = monitor.flush()
            self.assertEqual((verdict.judged, verdict.should_stop, monitor.dropped), (2400, True, 0))
        self.assertEqual(warned.texts, [])
        stored = {int(file.stem[5:]): file.read_bytes() for file in (self.root / "a").glob("step-*.png")}
        self.assertEqual(stored, {step: sheet.read_bytes() for step, sheet in run.items()})
        again = check(self.root / "a", scores=self.root / "a" / "scores.jsonl", command=COMMAND, **self.options)
        self.assertEqual((again.verdict.status, again.verdict.since), (verdict.status, verdict.since))

    def test_the_tool_ends_with_the_monitor(self) -> None:
        monitor = self.monitor()
        pid = described(self.root)["pid"]
        self.assertTrue(is_alive(pid))
        monitor.close()
        wait_for(lambda: not is_alive(pid), "the tool to end")
        self.assertFalse((self.root / ".gan-diversity" / "server.json").exists())

    def test_a_folder_is_checked(self) -> None:
        folder = SAMPLES / "mode-collapse"
        found = check(folder, scores=folder / "log.csv", command=COMMAND, **self.options)
        self.assertTrue(found.verdict.should_stop)
        self.assertEqual((found.verdict.status, found.verdict.title), ("mode-collapse", "Mode collapse"))
        self.assertEqual(found.verdict.sentence, found.analysis["verdict"]["sentence"])
        self.assertEqual([one.step for one in found.checkpoints], list(sheets("mode-collapse")))
        self.assertEqual({one.images for one in found.checkpoints}, {64})
        self.assertLess(found.figures["distinctModes"], 2)
        self.assertEqual(found.figures["reference.recall"], 0)
        self.assertIn("<td>step 1800</td>", found._repr_html_())

    def test_several_runs_are_checked_each_for_itself_and_one_is_asked_for(self) -> None:
        folders = [SAMPLES / "healthy", SAMPLES / "mode-collapse"]
        runs = check_runs(folders, command=COMMAND, **self.options)
        self.assertEqual(
            [(run.name, run.verdict.should_stop) for run in runs], [("healthy", False), ("mode-collapse", True)]
        )
        with self.assertRaisesRegex(GanDiversityError, "found 2: healthy, mode-collapse.*check_runs"):
            check(folders, command=COMMAND, **self.options)

    def test_a_broken_assertion_asks_to_stop(self) -> None:
        options = {**self.options, "min_modes": 5000}
        found = check(SAMPLES / "healthy", command=COMMAND, **options)
        self.assertEqual((found.verdict.status, found.verdict.should_stop), ("healthy", True))

    def test_what_can_not_be_checked_is_an_error_with_the_sentence_of_the_tool(self) -> None:
        with self.assertRaisesRegex(GanDiversityError, "missing.*Next: "):
            check(self.folder / "missing", command=COMMAND)
        with self.assertRaisesRegex(GanDiversityError, "--grid"):
            check(SAMPLES / "healthy", grid="many", command=COMMAND)
        with self.assertRaisesRegex(GanDiversityError, "no option json"):
            check(SAMPLES / "healthy", json="a.json", command=COMMAND)


if __name__ == "__main__":
    unittest.main()
