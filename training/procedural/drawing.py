"""Tools shared by the families: canvases, shapes, palettes, noise, textures. Lengths are fractions of the image's side."""
from dataclasses import dataclass, field

import cv2
import numpy as np

cv2.setNumThreads(1)

SHAPES = ("disc", "square", "triangle", "polygon", "ellipse", "bar")
_BITS = 3  # fractional bits of cv2's coordinates


def smooth_field(rng, size, cells, amplitude=1.0):
    """size x size noise that varies over `cells` cells per side."""
    coarse = rng.standard_normal((cells, cells)).astype(np.float32)
    return cv2.resize(coarse, (size, size), interpolation=cv2.INTER_CUBIC) * np.float32(amplitude)


def spectral_noise(rng, size, exponent, channels=1):
    """size x size x channels of unit variance with amplitude 1 / frequency^exponent."""
    frequency = np.hypot(np.fft.fftfreq(size)[:, None], np.fft.rfftfreq(size)[None])
    frequency[0, 0] = 1 / size
    layers = []
    for _ in range(channels):
        spectrum = rng.standard_normal(frequency.shape) + 1j * rng.standard_normal(frequency.shape)
        spectrum /= frequency**exponent
        spectrum[0, 0] = 0
        layer = np.fft.irfft2(spectrum, (size, size))
        layers.append(layer / (layer.std() + 1e-9))
    return np.stack(layers, -1).astype(np.float32)


def palette(rng, count, grey):
    """count x 3 colours in 0..255: grey, of all hues, or of hues near one another."""
    if grey:
        return np.repeat(rng.uniform(0, 255, (count, 1)), 3, 1)
    spread = (None, 20, 60, 180)[rng.integers(4)]
    if spread is None:
        return rng.uniform(0, 255, (count, 3))
    hue = (rng.uniform(0, 180) + rng.uniform(-spread, spread, count)) % 180
    hsv = np.stack([hue, rng.uniform(20, 255, count), rng.uniform(20, 255, count)], -1).astype(np.uint8)[None]
    return cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB)[0].astype(np.float64)


def near(rng, colour, spread, grey=False):
    """A colour near the given one; grey stays grey."""
    shift = rng.standard_normal(1 if grey else 3) * spread
    return np.clip(np.asarray(colour) + shift, 0, 255)


def pick(rng, items):
    return items[rng.integers(len(items))]


def weighted(shares):
    """The keys of a table, and its values as probabilities."""
    values = np.array(list(shares.values()))
    return list(shares), values / values.sum()


@dataclass
class Texture:
    """A kind of surface; every draw is another piece of it."""

    kind: str
    exponent: float
    angle: float
    frequency: float
    cells: int

    @staticmethod
    def random(rng):
        kind = pick(rng, ("noise", "stripes", "checks", "clouds", "plain"))
        return Texture(kind, rng.uniform(0.8, 2.2), rng.uniform(0, 3.14), rng.uniform(2, 9), int(rng.integers(3, 8)))

    def draw(self, rng, size):
        """size x size of about unit variance."""
        if self.kind == "noise":
            return spectral_noise(rng, size, self.exponent)[..., 0]
        if self.kind == "clouds":
            return smooth_field(rng, size, self.cells)
        if self.kind == "plain":
            return np.zeros((size, size), np.float32)
        y, x = np.mgrid[:size, :size].astype(np.float32) / size
        frequency = 2 * np.pi * self.frequency * (1 + rng.normal(0, 0.08))
        phase = rng.uniform(0, 6.28)
        if self.kind == "checks":
            return np.sign(np.sin(frequency * x + phase) * np.sin(frequency * y + phase)).astype(np.float32)
        angle = self.angle + rng.normal(0, 0.15)
        return np.float32(np.sqrt(2)) * np.sin(frequency * (x * np.cos(angle) + y * np.sin(angle)) + phase)


@dataclass
class Canvas:
    """Draws at twice the size; coordinates and lengths are fractions of the side."""

    size: int
    background: object = 0.0
    pixels: np.ndarray = field(init=False)

    def __post_init__(self):
        self.side = 2 * self.size
        self.pixels = np.empty((self.side, self.side, 3), np.float32)
        self.pixels[:] = self.background

    def blank(self):
        return np.zeros((self.side, self.side), np.uint8)

    def paint(self, mask, surface):
        """surface: a colour, or side x side x 3."""
        alpha = mask[..., None].astype(np.float32) / 255
        self.pixels += alpha * (np.asarray(surface, np.float32) - self.pixels)

    def polygon(self, points, surface=None, mask=None):
        mask = self.blank() if mask is None else mask
        cv2.fillPoly(mask, [self._fixed(points)], 255 if surface is not None else 0, cv2.LINE_AA, _BITS)
        if surface is not None:
            self.paint(mask, surface)

    def polygon_mask(self, points):
        mask = self.blank()
        cv2.fillPoly(mask, [self._fixed(points)], 255, cv2.LINE_AA, _BITS)
        return mask

    def ellipse_mask(self, centre, radii, angle=0.0):
        mask = self.blank()
        middle, axes = self._fixed(np.asarray(centre)), self._fixed(np.abs(np.asarray(radii)))
        cv2.ellipse(mask, tuple(map(int, middle)), tuple(map(int, axes)), angle, 0, 360, 255, -1, cv2.LINE_AA, _BITS)
        return mask

    def ellipse(self, centre, radii, surface, angle=0.0):
        self.paint(self.ellipse_mask(centre, radii, angle), surface)

    def line_mask(self, points, width):
        mask = self.blank()
        thick = max(1, round(width * self.side))
        cv2.polylines(mask, [self._fixed(points)], False, 255, thick, cv2.LINE_AA, _BITS)
        return mask

    def line(self, points, width, surface):
        self.paint(self.line_mask(points, width), surface)

    def shape_mask(self, rng, kind, centre, radius):
        centre = np.asarray(centre)
        if kind == "disc":
            return self.ellipse_mask(centre, (radius, radius))
        if kind == "ellipse":
            return self.ellipse_mask(centre, (radius, radius * rng.uniform(0.25, 1)), rng.uniform(0, 180))
        if kind == "bar":
            angle = rng.uniform(0, 6.28)
            reach = radius * np.array([np.cos(angle), np.sin(angle)])
            return self.line_mask(np.array([centre - reach, centre + reach]), radius * 0.25)
        return self.polygon_mask(polygon_points(rng, centre, radius, kind))

    def shade(self, amount):
        """Adds a side x side field of grey levels."""
        self.pixels += amount[..., None]

    def finish(self):
        """size x size x 3, float32, in 0..255."""
        small = cv2.resize(self.pixels, (self.size, self.size), interpolation=cv2.INTER_AREA)
        return np.clip(small, 0, 255)

    def _fixed(self, values):
        return np.round(np.clip(values, -2, 3) * self.side * 2**_BITS).astype(np.int32)


def polygon_points(rng, centre, radius, kind):
    corners = {"square": 4, "triangle": 3}.get(kind) or int(rng.integers(3, 8))
    if kind == "polygon":
        angles = np.sort(rng.uniform(0, 2 * np.pi, corners))
    else:
        angles = np.arange(corners) * 2 * np.pi / corners + rng.uniform(0, 6.28)
    return np.asarray(centre) + radius * np.stack([np.cos(angles), np.sin(angles)], -1)


def spline(points, samples=16):
    """Catmull-Rom curve through the points (n x 2)."""
    padded = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    t = np.linspace(0, 1, samples)[:, None]
    pieces = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:]):
        cubic = (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
        pieces.append(0.5 * (2 * b + (c - a) * t + cubic))
    return np.vstack(pieces)


def blob(rng, centre, radii, roughness, corners=10):
    """A closed smooth outline (n x 2) around the centre."""
    angles = np.arange(corners) * 2 * np.pi / corners
    reach = np.exp(rng.normal(0, roughness, corners))[:, None]
    outline = np.asarray(centre) + reach * np.stack([np.cos(angles), np.sin(angles)], -1) * np.asarray(radii)
    return spline(np.vstack([outline, outline[:2]]), 6)


def two_tone(rng, size, texture, colour, contrast):
    """A surface of one colour with texture and soft shading, for Canvas.paint."""
    side = 2 * size
    shading = smooth_field(rng, side, int(rng.integers(3, 6)), rng.uniform(3, 22))
    return np.clip(np.asarray(colour) + (contrast * texture.draw(rng, side) + shading)[..., None], 0, 255)
