"""Callbacks for Lightning and Keras. Neither is imported before one is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any

from .monitor import Monitor

#: Makes samples from the module or model that is trained.
Sample = Callable[[Any], Any]


def lightning_callback(
    monitor: Monitor, sample: Sample, *, every: int = 500, scores: Mapping[str, str] | None = None
) -> Any:
    """Logs samples while Lightning trains, and sets ``trainer.should_stop`` when the run has failed.

    :param sample: makes images from the LightningModule, such as ``lambda module: module.generator(noise)``
    :param every: steps of ``trainer.global_step`` from one sample to the next, which counts every optimizer
    :param scores: what is logged beside them: names of scores by names of ``self.log(...)``, such as
        ``{"d_loss": "train/d_loss"}``
    """

    class GanDiversityCallback(_base("lightning.pytorch", "pytorch_lightning")):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.monitor = monitor
            self._clock = _Clock(every)

        def on_train_batch_end(self, trainer: Any, module: Any, *_: Any, **__: Any) -> None:
            step = int(trainer.global_step)
            if not getattr(trainer, "is_global_zero", True) or not self._clock.strikes(step):
                return
            verdict = monitor.log(step, sample(module), scores=_named(scores, trainer.callback_metrics))
            if verdict.should_stop:
                trainer.should_stop = True

    return GanDiversityCallback()


def keras_callback(
    monitor: Monitor, sample: Sample, *, every: int = 500, scores: Mapping[str, str] | None = None
) -> Any:
    """Logs samples while Keras trains, and sets ``model.stop_training`` when the run has failed.

    :param sample: makes images from the model, such as ``lambda model: model.generator(noise)``
    :param every: batches from one sample to the next
    :param scores: what is logged beside them: names of scores by names of Keras' logs, such as ``{"d_loss": "d_loss"}``
    """

    class GanDiversityCallback(_base("keras.callbacks", "tensorflow.keras.callbacks")):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.monitor = monitor
            self._clock = _Clock(every)
            self._batches = 0

        def on_train_batch_end(self, batch: int, logs: Mapping[str, Any] | None = None) -> None:
            # Keras counts from 0 in every epoch.
            self._batches += 1
            if not self._clock.strikes(self._batches):
                return
            verdict = monitor.log(self._batches, sample(self.model), scores=_named(scores, logs or {}))
            if verdict.should_stop:
                self.model.stop_training = True

    return GanDiversityCallback()


class _Clock:
    """A step may be left out: manual optimisation counts more than one for a batch."""

    def __init__(self, every: int) -> None:
        self._every = every
        self._last: int | None = None

    def strikes(self, step: int) -> bool:
        if self._last is not None and 0 <= step - self._last < self._every:
            return False
        self._last = step
        return True


def _base(*modules: str) -> Any:
    """``Callback`` of the first of these modules that is installed; else nothing but the methods is needed."""
    for name in modules:
        try:
            return import_module(name).Callback
        except (ImportError, AttributeError):
            continue
    return object


def _named(names: Mapping[str, str] | None, found: Mapping[str, Any]) -> dict[str, Any]:
    return {score: found[logged] for score, logged in (names or {}).items() if logged in found}


__all__: Sequence[str] = ("keras_callback", "lightning_callback")
