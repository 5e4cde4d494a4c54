"""The callbacks, in trainings that call them as Lightning and Keras do."""

from __future__ import annotations

import sys
import types
import unittest
from types import SimpleNamespace
from typing import Any
from unittest import mock

from fake_tool import FakeTool
from gan_diversity import Monitor
from gan_diversity.callbacks import keras_callback, lightning_callback
from helpers import FolderCase
from test_monitor import SHEET


class CallbackCase(FolderCase):
    def setUp(self) -> None:
        super().setUp()
        self.tool = FakeTool(self.folder, fails_at=30)
        self.addCleanup(self.tool.end)
        self.monitor = Monitor("a", server=self.tool.url)
        self.addCleanup(self.monitor.close)

    def posted(self) -> list[tuple[int, Any]]:
        self.monitor.flush()
        return [(int(post["query"]["step"]), post["scores"]) for post in self.tool.posts if "wait" in post["query"]]

    def with_callback(self, module: str) -> Any:
        """A framework that is installed as far as its base class goes."""

        class Callback:
            def __init__(self) -> None:
                self.made = True

        parts = module.split(".")
        modules = {".".join(parts[: n + 1]): types.ModuleType(parts[n]) for n in range(len(parts))}
        modules[module].Callback = Callback  # type: ignore[attr-defined]
        patched = mock.patch.dict(sys.modules, modules)
        patched.start()
        self.addCleanup(patched.stop)
        return Callback


class Lightning(CallbackCase):
    def train(self, steps: range, **trainer: Any) -> SimpleNamespace:
        metrics = {"train/d_loss": 0.5, "other": 1}
        state = SimpleNamespace(global_step=0, should_stop=False, callback_metrics=metrics, **trainer)
        callback = lightning_callback(
            self.monitor, lambda module: module.draw(), every=10, scores={"d_loss": "train/d_loss", "g_loss": "absent"}
        )
        module = SimpleNamespace(draw=lambda: SHEET)
        for step in steps:
            state.global_step = step
            callback.on_train_batch_end(state, module, None, None, step)
            self.monitor._delivery.sent(10)
            if state.should_stop:
                break
        return state

    def test_a_training_is_stopped_after_the_run_has_failed(self) -> None:
        state = self.train(range(2, 100, 2))
        self.assertTrue(state.should_stop)
        self.assertEqual(self.posted()[:4], [(step, {"d_loss": 0.5}) for step in (2, 12, 22, 32)])
        self.assertLessEqual(state.global_step, 42)

    def test_one_process_logs(self) -> None:
        self.train(range(0, 100, 2), is_global_zero=False)
        self.assertEqual(self.posted(), [])

    def test_it_is_a_callback_of_the_lightning_that_is_installed(self) -> None:
        for module in ("pytorch_lightning", "lightning.pytorch"):
            base = self.with_callback(module)
            callback = lightning_callback(self.monitor, lambda module: SHEET)
            self.assertIsInstance(callback, base)
            self.assertTrue(callback.made)


class Keras(CallbackCase):
    def test_a_training_is_stopped_after_the_run_has_failed(self) -> None:
        base = self.with_callback("keras.callbacks")
        callback = keras_callback(self.monitor, lambda model: model.draw(), every=10, scores={"d_loss": "loss"})
        self.assertIsInstance(callback, base)
        callback.model = SimpleNamespace(draw=lambda: SHEET, stop_training=False)
        for _ in range(20):
            for batch in range(5):
                callback.on_train_batch_end(batch, {"loss": 0.25})
                self.monitor._delivery.sent(10)
            if callback.model.stop_training:
                break
        self.assertTrue(callback.model.stop_training)
        self.assertEqual(self.posted()[:4], [(step, {"d_loss": 0.25}) for step in (1, 11, 21, 31)])
        self.assertEqual(len(self.posted()), 5)


if __name__ == "__main__":
    unittest.main()
