"""What generators, upsampling and file formats leave on a picture. Signature and units as in variations.py."""
import cv2
import numpy as np

from .geometry import grid


def noise(rng, picture, strength, plain, other):
    """Per pixel or correlated, grey or in colour."""
    grain = rng.standard_normal((*picture.shape[:2], 1 if rng.random() < 0.4 else 3)).astype(np.float32)
    if rng.random() < 0.35:
        sigma = rng.uniform(0.6, 2)
        grain = cv2.GaussianBlur(grain, (0, 0), sigma).reshape(grain.shape) * np.float32(2.2 * sigma)
    return picture + grain * np.float32(rng.uniform(3, 15) * strength)


def salt(rng, picture, strength, plain, other):
    hit = rng.random(picture.shape[:2]) < rng.uniform(0.002, 0.02) * strength
    changed = picture.copy()
    changed[hit] = rng.uniform(0, 255, (int(hit.sum()), 3)) if rng.random() < 0.5 else rng.choice([0, 255], (int(hit.sum()), 1))
    return changed


def blur(rng, picture, strength, plain, other):
    return cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.35, 1) * (len(picture) / 32) ** 0.5 * (0.5 + strength / 2))


def halo(rng, picture, strength, plain, other):
    """Sharpened too much: edges overshoot."""
    soft = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.7, 2) * (len(picture) / 32) ** 0.5)
    return picture + np.float32(rng.uniform(0.3, 1.1) * strength) * (picture - soft)


def lower_resolution(rng, picture, strength, plain, other):
    size = len(picture)
    small = max(8, int(size * (1 - rng.uniform(0.2, 0.42) * min(strength, 1.5))))
    less = cv2.resize(picture, (small, small), interpolation=cv2.INTER_AREA)
    how = (cv2.INTER_CUBIC, cv2.INTER_LINEAR, cv2.INTER_NEAREST)[rng.integers(3)]
    return cv2.resize(less, (size, size), interpolation=how)


def jpeg(rng, picture, strength, plain, other):
    quality = int(rng.uniform(max(15, 88 - 45 * strength), 92 - 20 * strength))
    _, code = cv2.imencode(".jpg", np.clip(picture, 0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, quality])
    return cv2.imdecode(code, cv2.IMREAD_COLOR).astype(np.float32)


def checkerboard(rng, picture, strength, plain, other):
    """The lattice transposed convolutions leave: the same small tile of factors or offsets again and again."""
    size, step = len(picture), int(rng.choice([2, 3, 4, 8]))
    if rng.random() < 0.4:
        x, y = grid(size)
        pattern = (x // (step / 2) + y // (step / 2)) % 2 * 2 - 1
    else:
        times = -(-size // step)
        pattern = np.tile(rng.standard_normal((step, step)), (times, times))[:size, :size].astype(np.float32)
    pattern = pattern[..., None] * np.float32(strength)
    return picture * (1 + pattern * rng.uniform(0.02, 0.1)) if plain or rng.random() < 0.5 else picture + pattern * rng.uniform(3, 14)
