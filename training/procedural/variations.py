"""What a collapsed generator does to one mode: small changes of geometry, light, texture and detail.

Every variation takes (rng, picture float32 size x size x 3 in 0..255, strength about 0..1.6, plain ground, another picture).
"""
import cv2
import numpy as np

from .drawing import smooth_field


def _warp(picture, x, y, plain):
    border = cv2.BORDER_CONSTANT if plain else cv2.BORDER_REPLICATE
    corner = tuple(float(value) for value in picture[0, 0])
    return cv2.remap(picture, x.astype(np.float32), y.astype(np.float32), cv2.INTER_LINEAR, borderMode=border, borderValue=corner)


def _grid(size):
    y, x = np.mgrid[:size, :size].astype(np.float32)
    return x, y


def shift(rng, picture, strength, plain, other):
    size = len(picture)
    x, y = _grid(size)
    dx, dy = np.round(rng.uniform(-1, 1, 2) * 0.075 * size * strength)
    return _warp(picture, x + dx, y + dy, plain)


def affine(rng, picture, strength, plain, other):
    size = len(picture)
    x, y = _grid(size)
    middle = (size - 1) / 2
    angle, zoom = np.deg2rad(rng.uniform(-7, 7)) * strength, 1 + rng.uniform(-0.08, 0.08, 2) * strength
    shear = rng.uniform(-0.08, 0.08) * strength
    ax, ay = x - middle, y - middle
    px = (np.cos(angle) * ax - (np.sin(angle) - shear) * ay) / zoom[0] + middle
    py = (np.sin(angle) * ax + np.cos(angle) * ay) / zoom[0 if rng.random() < 0.6 else 1] + middle
    return _warp(picture, px, py, plain)


def perspective(rng, picture, strength, plain, other):
    size = len(picture)
    corners = np.float32([(0, 0), (size, 0), (size, size), (0, size)])
    moved = corners + (rng.uniform(-0.06, 0.06, (4, 2)) * size * strength).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(corners, moved)
    border = cv2.BORDER_CONSTANT if plain else cv2.BORDER_REPLICATE
    corner = tuple(float(value) for value in picture[0, 0])
    return cv2.warpPerspective(picture, matrix, (size, size), flags=cv2.INTER_LINEAR, borderMode=border, borderValue=corner)


def elastic(rng, picture, strength, plain, other):
    size = len(picture)
    x, y = _grid(size)
    cells, reach = int(rng.integers(4, 7)), 0.022 * size * strength
    return _warp(picture, x + smooth_field(rng, size, cells, reach), y + smooth_field(rng, size, cells, reach), plain)


def crop(rng, picture, strength, plain, other):
    size = len(picture)
    keep = 1 - rng.uniform(0.03, 0.11) * strength
    left, top = rng.uniform(0, 1 - keep, 2) * size
    x, y = _grid(size)
    return _warp(picture, left + x * keep, top + y * keep, plain)


def light(rng, picture, strength, plain, other):
    """Hue, saturation, contrast and brightness."""
    if rng.random() < 0.7:
        hsv = cv2.cvtColor(np.clip(picture, 0, 255) / 255, cv2.COLOR_RGB2HSV)
        hsv[..., 0] = (hsv[..., 0] + rng.uniform(-12, 12) * strength) % 360
        hsv[..., 1] = np.clip(hsv[..., 1] * (1 + rng.uniform(-0.22, 0.22) * strength), 0, 1)
        picture = cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB) * 255
    mean, level = picture.mean(), 0 if plain else rng.uniform(-18, 18) * strength
    return (picture - mean) * (1 + rng.uniform(-0.18, 0.18) * strength) + mean + level


def gamma(rng, picture, strength, plain, other):
    return 255 * (np.clip(picture, 0, 255) / 255) ** np.float32(np.exp(rng.uniform(-0.35, 0.35) * strength))


def cast(rng, picture, strength, plain, other):
    return picture * (1 + rng.uniform(-0.12, 0.12, 3) * strength).astype(np.float32)


def illumination(rng, picture, strength, plain, other):
    """Low-frequency light, multiplied or added."""
    field = smooth_field(rng, len(picture), int(rng.integers(2, 5)), 1)[..., None]
    if plain or rng.random() < 0.5:
        return picture * np.clip(1 + 0.16 * strength * field, 0.3, 2)
    return picture + 14 * strength * field


def noise(rng, picture, strength, plain, other):
    grain = rng.standard_normal((*picture.shape[:2], 1 if rng.random() < 0.4 else 3)).astype(np.float32)
    if rng.random() < 0.25:
        grain = cv2.GaussianBlur(grain, (0, 0), 0.8).reshape(grain.shape) * 2
    return picture + grain * rng.uniform(3, 13) * strength


def blur(rng, picture, strength, plain, other):
    return cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.35, 0.9) * (len(picture) / 32) ** 0.5 * (0.5 + strength / 2))


def lower_resolution(rng, picture, strength, plain, other):
    size = len(picture)
    small = max(8, int(size * (1 - rng.uniform(0.2, 0.4) * min(strength, 1.5))))
    less = cv2.resize(picture, (small, small), interpolation=cv2.INTER_AREA)
    return cv2.resize(less, (size, size), interpolation=cv2.INTER_CUBIC if rng.random() < 0.5 else cv2.INTER_LINEAR)


def jpeg(rng, picture, strength, plain, other):
    quality = int(rng.uniform(max(20, 88 - 42 * strength), 92 - 20 * strength))
    _, code = cv2.imencode(".jpg", np.clip(picture, 0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, quality])
    return cv2.imdecode(code, cv2.IMREAD_COLOR).astype(np.float32)


def checkerboard(rng, picture, strength, plain, other):
    """The pattern transposed convolutions leave."""
    x, y = _grid(len(picture))
    step = int(rng.choice([2, 4]))
    pattern = ((x // (step / 2) + y // (step / 2)) % 2 * 2 - 1)[..., None]
    return picture * (1 + pattern * rng.uniform(0.01, 0.07) * strength)


def thickness(rng, picture, strength, plain, other):
    """Strokes and edges grow or shrink by a part of a pixel."""
    change = cv2.dilate if rng.random() < 0.5 else cv2.erode
    kernel = cv2.getStructuringElement(cv2.MORPH_CROSS if rng.random() < 0.7 else cv2.MORPH_RECT, (3, 3))
    share = np.float32(min(1, rng.uniform(0.3, 0.9) * strength * 32 / max(32, len(picture)) + 0.15))
    return picture * (1 - share) + change(picture, kernel) * share


def blend(rng, picture, strength, plain, other):
    share = np.float32(rng.uniform(0.04, 0.16) * min(strength, 1.2))
    return picture * (1 - share) + _fitted(other, picture) * share


def patch(rng, picture, strength, plain, other):
    """A part of at most about a tenth of the area shows something else, or nothing."""
    size = len(picture)
    area = rng.uniform(0.02, 0.09) * min(strength, 1.2)
    ratio = np.exp(rng.uniform(-0.6, 0.6))
    high, wide = (int(np.clip(size * np.sqrt(area) * side, 2, size * 0.5)) for side in (ratio, 1 / ratio))
    top, left = int(rng.integers(0, size - high + 1)), int(rng.integers(0, size - wide + 1))
    box = (slice(top, top + high), slice(left, left + wide))
    changed = picture.copy()
    if rng.random() < 0.6:
        changed[box] = _fitted(other, picture)[box]
    else:
        changed[box] = picture[box].mean((0, 1)) if rng.random() < 0.5 else rng.uniform(0, 255)
    return changed


def _fitted(other, picture):
    size = len(picture)
    if len(other) != size:
        other = cv2.resize(other, (size, size), interpolation=cv2.INTER_AREA if len(other) > size else cv2.INTER_LINEAR)
    return other.astype(np.float32)


# variation -> share, in the order they are applied
VARIATIONS = {
    blend: 1.0,
    patch: 0.8,
    thickness: 0.6,
    elastic: 1.0,
    affine: 1.0,
    perspective: 0.6,
    crop: 0.5,
    shift: 1.0,
    light: 1.0,
    gamma: 0.5,
    cast: 0.4,
    illumination: 0.5,
    lower_resolution: 0.4,
    blur: 0.8,
    checkerboard: 0.2,
    noise: 1.0,
    jpeg: 0.8,
}
_LIST = list(VARIATIONS)
_SHARES = np.array(list(VARIATIONS.values())) / sum(VARIATIONS.values())


def vary(rng, picture, plain, other, most):
    """One to three variations with strengths in [most / 2, most]."""
    chosen = np.sort(rng.choice(len(_LIST), int(rng.choice([1, 2, 3], p=[0.3, 0.4, 0.3])), replace=False, p=_SHARES))
    varied = picture.astype(np.float32)
    for index in chosen:
        varied = _LIST[index](rng, varied, most * rng.uniform(0.5, 1), plain, other)
    return np.clip(varied, 0, 255)


def recolour(rng, picture):
    """Another tint of the same picture; its lightness stays close. Changes appearance, not structure."""
    luma = picture.mean(2, keepdims=True)
    choice = rng.integers(3)
    if choice == 0:
        tint = rng.uniform(0.45, 1.55, 3)
        changed = luma * (tint / tint.mean())
    elif choice == 1:
        hsv = cv2.cvtColor(np.clip(picture, 0, 255).astype(np.float32) / 255, cv2.COLOR_RGB2HSV)
        hsv[..., 0] = (hsv[..., 0] + rng.uniform(60, 300)) % 360
        changed = cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB) * 255
    else:
        changed = picture[..., rng.permutation(3)] * (1 + rng.uniform(-0.2, 0.2, 3))
    changed = np.clip(changed, 0, 255).astype(np.float32)
    return np.clip(changed + luma - changed.mean(2, keepdims=True), 0, 255)
