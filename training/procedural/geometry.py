"""Variations of geometry: where things lie in the picture. Signature and units as in variations.py."""
import cv2
import numpy as np

from .drawing import smooth_field


def grid(size):
    y, x = np.mgrid[:size, :size].astype(np.float32)
    return x, y


def _warp(picture, x, y, plain):
    border = cv2.BORDER_CONSTANT if plain else cv2.BORDER_REPLICATE
    corner = tuple(float(value) for value in picture[0, 0])
    return cv2.remap(picture, x.astype(np.float32), y.astype(np.float32), cv2.INTER_LINEAR, borderMode=border, borderValue=corner)


def shift(rng, picture, strength, plain, other):
    size = len(picture)
    x, y = grid(size)
    dx, dy = np.round(rng.uniform(-1, 1, 2) * 0.08 * size * strength)
    return _warp(picture, x + dx, y + dy, plain)


def affine(rng, picture, strength, plain, other):
    size = len(picture)
    x, y = grid(size)
    middle = (size - 1) / 2
    angle, zoom = np.deg2rad(rng.uniform(-7, 7)) * strength, 1 + rng.uniform(-0.08, 0.08, 2) * strength
    shear = rng.uniform(-0.09, 0.09) * strength
    ax, ay = x - middle, y - middle
    px = (np.cos(angle) * ax - (np.sin(angle) - shear) * ay) / zoom[0] + middle
    py = (np.sin(angle) * ax + np.cos(angle) * ay) / zoom[0 if rng.random() < 0.6 else 1] + middle
    return _warp(picture, px, py, plain)


def perspective(rng, picture, strength, plain, other):
    size = len(picture)
    corners = np.float32([(0, 0), (size, 0), (size, size), (0, size)])
    moved = corners + (rng.uniform(-0.07, 0.07, (4, 2)) * size * strength).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(corners, moved)
    border = cv2.BORDER_CONSTANT if plain else cv2.BORDER_REPLICATE
    corner = tuple(float(value) for value in picture[0, 0])
    return cv2.warpPerspective(picture, matrix, (size, size), flags=cv2.INTER_LINEAR, borderMode=border, borderValue=corner)


def elastic(rng, picture, strength, plain, other):
    size = len(picture)
    x, y = grid(size)
    cells = int(rng.integers(3, 8))
    reach = 0.022 * size * strength * np.sqrt(5 / cells)
    return _warp(picture, x + smooth_field(rng, size, cells, reach), y + smooth_field(rng, size, cells, reach), plain)


def crop(rng, picture, strength, plain, other):
    size = len(picture)
    keep = 1 - rng.uniform(0.03, 0.11) * strength
    left, top = rng.uniform(0, 1 - keep, 2) * size
    x, y = grid(size)
    return _warp(picture, left + x * keep, top + y * keep, plain)


def part(rng, picture, strength, plain, other):
    """A part, with soft borders, is moved, turned, resized or mirrored where it stands."""
    size = len(picture)
    x, y = grid(size)
    centre, reach = rng.uniform(0.25, 0.75, 2) * size, rng.uniform(0.1, 0.2) * size
    ax, ay = x - centre[0], y - centre[1]
    inside = np.exp(-(((ax**2 + ay**2) / reach**2) ** 2))
    if rng.random() < 0.2:
        px, py = -ax, ay
    else:
        angle, zoom = np.deg2rad(rng.uniform(-25, 25)) * strength, 1 + rng.uniform(-0.2, 0.2) * strength
        px = (np.cos(angle) * ax - np.sin(angle) * ay) / zoom
        py = (np.sin(angle) * ax + np.cos(angle) * ay) / zoom
        px, py = (p + rng.uniform(-0.06, 0.06) * size * strength for p in (px, py))
    moved = _warp(picture, px + centre[0], py + centre[1], plain)
    return picture + inside[..., None].astype(np.float32) * (moved - picture)
