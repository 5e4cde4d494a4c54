"""Mild variations of light and colour, which leave a picture in its colours. Signature and units as in variations.py."""
import cv2
import numpy as np

from .drawing import smooth_field


def light(rng, picture, strength, plain, other):
    """Hue, saturation, contrast and brightness."""
    if rng.random() < 0.7:
        hsv = cv2.cvtColor(np.clip(picture, 0, 255) / 255, cv2.COLOR_RGB2HSV)
        hsv[..., 0] = (hsv[..., 0] + rng.uniform(-14, 14) * strength) % 360
        hsv[..., 1] = np.clip(hsv[..., 1] * (1 + rng.uniform(-0.25, 0.25) * strength), 0, 1)
        picture = cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB) * 255
    mean, level = picture.mean(), 0 if plain else rng.uniform(-22, 22) * strength
    return (picture - mean) * np.exp(rng.uniform(-0.3, 0.2) * strength) + mean + level


def gamma(rng, picture, strength, plain, other):
    return 255 * (np.clip(picture, 0, 255) / 255) ** np.float32(np.exp(rng.uniform(-0.5, 0.5) * strength))


def cast(rng, picture, strength, plain, other):
    return picture * (1 + rng.uniform(-0.16, 0.16, 3) * strength).astype(np.float32)


def illumination(rng, picture, strength, plain, other):
    """Low-frequency light, multiplied or added."""
    field = smooth_field(rng, len(picture), int(rng.integers(2, 6)), 1)[..., None]
    if plain or rng.random() < 0.5:
        return picture * np.clip(1 + 0.2 * strength * field, 0.3, 2)
    return picture + 18 * strength * field


def coloured_field(rng, picture, strength, plain, other):
    """Low-frequency colour, as early layers of a generator leave it."""
    size, cells = len(picture), int(rng.integers(2, 6))
    field = np.stack([smooth_field(rng, size, cells, 1) for _ in range(3)], -1)
    return picture + (picture * 0.12 if plain else 16) * np.float32(strength) * field
