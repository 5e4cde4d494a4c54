"""Variations of what is shown: strokes, parts, and drift towards another picture. Signature and units as in variations.py."""
import cv2
import numpy as np

from .drawing import smooth_field
from .geometry import grid


def thickness(rng, picture, strength, plain, other):
    """Strokes and edges grow or shrink by a part of a pixel or a whole one."""
    change = cv2.dilate if rng.random() < 0.5 else cv2.erode
    kernel = cv2.getStructuringElement(cv2.MORPH_CROSS if rng.random() < 0.7 else cv2.MORPH_RECT, (3, 3))
    share = np.float32(min(1, rng.uniform(0.3, 1) * strength * 32 / max(32, len(picture)) + 0.15))
    return picture * (1 - share) + change(picture, kernel) * share


def blend(rng, picture, strength, plain, other):
    """Towards a partner, everywhere."""
    share = np.float32(rng.uniform(0.04, 0.18) * min(strength, 1.4))
    return picture * (1 - share) + fitted(other, picture) * share


def local_blend(rng, picture, strength, plain, other):
    """Towards a partner, more here than there."""
    size = len(picture)
    field = smooth_field(rng, size, int(rng.integers(2, 5)))
    share = np.clip(0.12 + 0.16 * field, 0, 0.6)[..., None] * np.float32(min(strength, 1.4))
    return picture + share * (fitted(other, picture) - picture)


def patch(rng, picture, strength, plain, other):
    """A part of at most about a tenth of the area shows something else, or nothing; hard or soft borders."""
    size = len(picture)
    area = rng.uniform(0.02, 0.09) * min(strength, 1.2)
    ratio = np.exp(rng.uniform(-0.6, 0.6))
    high, wide = (int(np.clip(size * np.sqrt(area) * side, 2, size * 0.5)) for side in (ratio, 1 / ratio))
    top, left = int(rng.integers(0, size - high + 1)), int(rng.integers(0, size - wide + 1))
    if rng.random() < 0.4:
        x, y = grid(size)
        inside = np.exp(-((((x - left - wide / 2) / wide) ** 2 + ((y - top - high / 2) / high) ** 2) * 4) ** 2)[..., None]
        return picture + inside * (_replacement(rng, picture, other, picture.mean((0, 1))) - picture)
    box = (slice(top, top + high), slice(left, left + wide))
    changed = picture.copy()
    changed[box] = _replacement(rng, picture, other, picture[box].mean((0, 1)))[box]
    return changed


def _replacement(rng, picture, other, mean):
    if rng.random() < 0.6:
        return fitted(other, picture)
    return np.broadcast_to(np.float32(mean if rng.random() < 0.5 else rng.uniform(0, 255, 3)), picture.shape)


def fitted(other, picture):
    size = len(picture)
    if len(other) != size:
        other = cv2.resize(other, (size, size), interpolation=cv2.INTER_AREA if len(other) > size else cv2.INTER_LINEAR)
    return other.astype(np.float32)
