"""Endless batches of fresh pictures, in template groups, each content in two views. Deterministic by seed and worker."""
from dataclasses import dataclass

import cv2
import numpy as np
import torch

from prepare import SIZE, prepare
from procedural.groups import draw_group
from procedural.recolouring import recolour
from procedural.variations import vary

STRENGTHS = (0.5, 1.0, 1.4, 1.8)
ENLARGING = (cv2.INTER_LINEAR, cv2.INTER_CUBIC, cv2.INTER_LANCZOS4)
VISIBLE_RECOLOUR = 14.0  # mean change in grey levels
SAME, RECOLOURED, UNCLEAR = 0, 1, 2


@dataclass
class Batches(torch.utils.data.IterableDataset):
    """Yields (edges, colours, state): the second views behind the first; state: SAME, RECOLOURED or UNCLEAR per content."""

    seed: int
    templates: int = 8
    contents: int = 16
    drawn: int = 20
    reservoir: int = 160
    fresh: int = 3
    recoloured: float = 0.4

    def __iter__(self):
        worker = torch.utils.data.get_worker_info()
        rng = np.random.default_rng([self.seed, worker.id if worker else 0])
        groups = [draw_group(rng, self.drawn) for _ in range(self.reservoir)]
        while True:
            for slot in rng.choice(self.reservoir, self.fresh, replace=False):
                groups[slot] = draw_group(rng, self.drawn)
            chosen = rng.choice(self.reservoir, self.templates, replace=False)
            yield self._batch(rng, groups, [groups[index] for index in chosen])

    def _batch(self, rng, groups, chosen):
        count = self.templates * self.contents
        views = np.empty((2, count, SIZE, SIZE, 3), np.uint8)
        states = np.zeros(count, np.int64)
        row = 0
        for _, plain, pictures in chosen:
            most = rng.choice(STRENGTHS)
            for index in rng.choice(len(pictures), self.contents, replace=False):
                picture = _flipped(rng, pictures[index])
                for view in range(2):
                    source, strength = picture, most
                    if view == 1 and rng.random() < self.recoloured:
                        source, states[row] = _recoloured(rng, picture)
                        strength = min(most, STRENGTHS[1])
                    # Half of what is blended in comes from the same template.
                    others = pictures if rng.random() < 0.5 else groups[rng.integers(len(groups))][2]
                    other = others[rng.integers(len(others))]
                    views[view, row] = _fitted(rng, vary(rng, source, plain, other, strength))
                row += 1
        return *prepare(torch.from_numpy(views).flatten(0, 1)), torch.from_numpy(states)


def _flipped(rng, picture):
    if rng.random() < 0.5:
        picture = picture[:, ::-1]
    if rng.random() < 0.25:
        picture = picture[::-1]
    return np.ascontiguousarray(picture)


def _recoloured(rng, picture):
    changed = recolour(rng, picture)
    visible = np.abs(changed - picture).mean() > VISIBLE_RECOLOUR
    return changed, RECOLOURED if visible else UNCLEAR


def _fitted(rng, picture):
    if len(picture) != SIZE:
        how = cv2.INTER_AREA if len(picture) > SIZE else ENLARGING[rng.integers(len(ENLARGING))]
        picture = np.clip(cv2.resize(picture, (SIZE, SIZE), interpolation=how), 0, 255)
    return picture.astype(np.uint8)
