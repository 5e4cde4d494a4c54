"""The training data: eight things in colour on calm grounds, each drawn anew in place, size, turn and shade."""
import colorsys
import math

import numpy as np
from PIL import Image, ImageDraw

SIDE = 32
# Drawn this many times larger, then averaged: smooth edges.
_FINE = 4


class Pen:
    """Draws in coordinates from -1 to 1, turned, scaled and moved; y points down."""

    def __init__(self, rng, image):
        self._draw = ImageDraw.Draw(image)
        self._turn = rng.uniform(-0.4, 0.4)
        self._scale = rng.uniform(0.82, 0.95)
        self._shift = rng.uniform(-0.06, 0.06, 2)

    def polygon(self, points, colour):
        x, y = np.asarray(points, float).T
        cos, sin = math.cos(self._turn), math.sin(self._turn)
        turned = np.stack([cos * x - sin * y, sin * x + cos * y], -1) * self._scale + self._shift
        self._draw.polygon([tuple(point) for point in (turned + 1) / 2 * SIDE * _FINE], fill=colour)

    def ellipse(self, centre, radii, colour, part=(0.0, 2.0)):
        """`part` of the outline in half turns, clockwise from the right."""
        angles = np.linspace(part[0] * math.pi, part[1] * math.pi, 40)
        self.polygon(np.asarray(centre) + np.stack([np.cos(angles), np.sin(angles)], -1) * radii, colour)


def _colour(rng, hue, saturation, value):
    """A colour near the given one: hue in turns, all else in 0..1."""
    near = (hue + rng.uniform(-0.025, 0.025)) % 1, saturation + rng.uniform(-0.08, 0.08), value + rng.uniform(-0.08, 0.08)
    return tuple(round(255 * part) for part in colorsys.hsv_to_rgb(near[0], *np.clip(near[1:], 0, 1)))


def _star(rng, pen):
    angles = np.arange(10) * math.pi / 5 - math.pi / 2
    reach = np.where(np.arange(10) % 2, 0.42, 1.0)[:, None]
    pen.polygon(np.stack([np.cos(angles), np.sin(angles)], -1) * reach, _colour(rng, 0.14, 0.9, 0.95))


def _heart(rng, pen):
    t = np.linspace(0, 2 * math.pi, 60)
    x = 16 * np.sin(t) ** 3
    y = 13 * np.cos(t) - 5 * np.cos(2 * t) - 2 * np.cos(3 * t) - np.cos(4 * t)
    pen.polygon(np.stack([x / 17, -y / 17], -1), _colour(rng, 0.97, 0.85, 0.85))


def _tree(rng, pen):
    green = _colour(rng, 0.36, 0.8, 0.5)
    pen.polygon([(-0.14, 0.5), (0.14, 0.5), (0.14, 1), (-0.14, 1)], _colour(rng, 0.07, 0.7, 0.4))
    for top, width in ((-1.0, 0.48), (-0.6, 0.64), (-0.15, 0.8)):
        pen.polygon([(0, top), (width, top + 0.78), (-width, top + 0.78)], green)


def _house(rng, pen):
    pen.polygon([(-0.7, -0.15), (0.7, -0.15), (0.7, 0.95), (-0.7, 0.95)], _colour(rng, 0.12, 0.25, 0.95))
    pen.polygon([(0, -1), (0.98, -0.1), (-0.98, -0.1)], _colour(rng, 0.03, 0.8, 0.6))
    pen.polygon([(-0.5, 0.35), (-0.1, 0.35), (-0.1, 0.95), (-0.5, 0.95)], _colour(rng, 0.07, 0.7, 0.35))
    pen.polygon([(0.14, 0.15), (0.54, 0.15), (0.54, 0.55), (0.14, 0.55)], _colour(rng, 0.56, 0.6, 0.75))


def _fish(rng, pen):
    orange = _colour(rng, 0.07, 0.95, 0.95)
    pen.polygon([(0.4, 0), (1, -0.55), (0.85, 0), (1, 0.55)], orange)
    pen.ellipse((-0.2, 0), (0.78, 0.5), orange)
    pen.polygon([(-0.3, -0.42), (0.2, -0.8), (0.3, -0.35)], _colour(rng, 0.03, 0.9, 0.75))
    pen.ellipse((-0.6, -0.1), (0.13, 0.13), (255, 255, 255))
    pen.ellipse((-0.62, -0.1), (0.08, 0.08), (20, 20, 30))


def _mushroom(rng, pen):
    pen.polygon([(-0.22, 0), (0.22, 0), (0.32, 0.95), (-0.32, 0.95)], _colour(rng, 0.12, 0.12, 0.9))
    pen.ellipse((0, 0.1), (0.98, 0.95), _colour(rng, 0.0, 0.9, 0.75), (1.0, 2.0))
    for centre, radius in (((-0.5, -0.2), 0.17), ((0.02, -0.5), 0.2), ((0.5, -0.15), 0.17)):
        pen.ellipse(centre, (radius, radius), (250, 245, 240))


def _flower(rng, pen):
    pen.polygon([(-0.08, 0), (0.08, 0), (0.08, 1), (-0.08, 1)], _colour(rng, 0.33, 0.7, 0.5))
    pen.ellipse((0.35, 0.7), (0.32, 0.14), _colour(rng, 0.33, 0.7, 0.5))
    petals = _colour(rng, 0.8, 0.6, 0.8)
    for angle in np.arange(5) * 2 * math.pi / 5 - math.pi / 2:
        pen.ellipse((0.4 * math.cos(angle), -0.3 + 0.4 * math.sin(angle)), (0.31, 0.31), petals)
    pen.ellipse((0, -0.3), (0.23, 0.23), _colour(rng, 0.14, 0.9, 0.95))


def _cup(rng, pen):
    blue = _colour(rng, 0.6, 0.8, 0.75)
    ring = np.linspace(-0.5, 0.5, 20) * math.pi
    outer = np.stack([0.4 + 0.55 * np.cos(ring), -0.05 + 0.48 * np.sin(ring)], -1)
    inner = np.stack([0.4 + 0.32 * np.cos(ring), -0.05 + 0.25 * np.sin(ring)], -1)
    pen.polygon(np.vstack([outer, inner[::-1]]), blue)
    pen.polygon([(-0.8, -0.7), (0.55, -0.7), (0.4, 0.8), (-0.65, 0.8)], blue)
    pen.ellipse((-0.125, -0.7), (0.67, 0.18), _colour(rng, 0.07, 0.6, 0.4))


THINGS = (_star, _heart, _tree, _house, _fish, _mushroom, _flower, _cup)


def drawing(rng):
    """SIDE x SIDE x 3 bytes."""
    side = SIDE * _FINE
    hue, saturation, value = rng.uniform(0, 1), rng.uniform(0.05, 0.22), rng.uniform(0.8, 0.95)
    above, below = (np.array(colorsys.hsv_to_rgb(hue, saturation, value * light)) for light in (1.03, 0.92))
    height = np.linspace(0, 1, side)[:, None, None]
    ground = np.clip((above * (1 - height) + below * height) * 255, 0, 255)
    image = Image.fromarray(np.broadcast_to(ground, (side, side, 3)).astype(np.uint8).copy())
    THINGS[rng.integers(len(THINGS))](rng, Pen(rng, image))
    return np.asarray(image.resize((SIDE, SIDE), Image.BOX))


def drawings(count, seed):
    """count x 3 x SIDE x SIDE values in [-1, 1], float32."""
    rng = np.random.default_rng(seed)
    images = np.stack([drawing(rng) for _ in range(count)])
    return images.transpose(0, 3, 1, 2).astype(np.float32) / 127.5 - 1
