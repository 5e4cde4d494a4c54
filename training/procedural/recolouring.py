"""The same picture in other colours: what changes appearance and leaves structure. Pictures are size x size x 3 in 0..255."""
import cv2
import numpy as np

from .drawing import smooth_field, weighted

_TRIES = 6
_ALIKE = 0.55  # correlation of the edges of both pictures from which one is still seen in the other
_VISIBLE = 6.0  # mean strength of the edges, in grey levels per pixel of a 32 x 32 view, relative to the original's as well
_KEPT = 0.3


def recolour(rng, picture):
    """One or two ways of recolouring, drawn again where the picture is no longer to be seen in the result."""
    picture = np.clip(picture, 0, 255).astype(np.float32)
    before = _edges(picture)
    for _ in range(_TRIES):
        changed = picture
        for index in rng.choice(len(WAYS), 1 if rng.random() < 0.65 else 2, replace=False, p=_SHARES):
            changed = np.clip(_LIST[index](rng, changed), 0, 255).astype(np.float32)
        after = _edges(changed)
        visible = after.mean() >= min(_VISIBLE, before.mean() * 0.8) and after.mean() >= _KEPT * before.mean()
        if visible and np.corrcoef(before.ravel(), after.ravel())[0, 1] >= _ALIKE:
            return changed
    return turned_hue(rng, picture)


def _edges(picture):
    """30 x 30 lengths of the colour gradient."""
    small = cv2.resize(picture, (32, 32), interpolation=cv2.INTER_AREA)
    right, down = small[1:-1, 2:] - small[1:-1, :-2], small[2:, 1:-1] - small[:-2, 1:-1]
    return np.sqrt((right**2 + down**2).sum(-1))


def turned_hue(rng, picture):
    hsv = cv2.cvtColor(picture / 255, cv2.COLOR_RGB2HSV)
    hsv[..., 0] = (hsv[..., 0] + rng.uniform(30, 330)) % 360
    hsv[..., 1] = np.clip(hsv[..., 1] * rng.uniform(0.5, 1.6), 0, 1)
    return cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB) * 255


def tinted(rng, picture):
    """Lightness in one tint."""
    tint = rng.uniform(0.3, 1.7, 3)
    return picture.mean(2, keepdims=True) * (tint / tint.mean())


def mixed_channels(rng, picture):
    matrix = rng.dirichlet([0.5] * 3, 3) + rng.normal(0, 0.25, (3, 3))
    return picture @ matrix.T.astype(np.float32) + np.float32(rng.uniform(-30, 30, 3))


def monotone_tone(rng, picture):
    """Gamma, S-curve or few levels, the same for all channels or each its own."""
    return _toned(rng, picture, _rising)


def any_tone(rng, picture):
    """Inverted, solarised, or any smooth curve."""
    return _toned(rng, picture, _bent)


def _toned(rng, picture, curve):
    level = np.linspace(0, 1, 256)
    if rng.random() < 0.5:
        table = np.repeat(curve(rng, level)[None], 3, 0)
    else:
        table = np.stack([curve(rng, level) for _ in range(3)])
    pixels = picture.astype(np.uint8)
    return np.stack([np.float32(255 * table[c])[pixels[..., c]] for c in range(3)], -1)


def _rising(rng, level):
    choice = rng.integers(3)
    if choice == 0:
        return level ** np.exp(rng.uniform(-1, 1))
    if choice == 1:
        steep, middle = rng.uniform(4, 12), rng.uniform(0.3, 0.7)
        return 1 / (1 + np.exp(-steep * (level - middle)))
    levels = int(rng.integers(3, 7))
    return np.floor(level * levels * 0.999) / (levels - 1)


def _bent(rng, level):
    choice = rng.integers(3)
    if choice == 0:
        return 1 - _rising(rng, level) if rng.random() < 0.5 else 1 - level
    if choice == 1:
        fold = rng.uniform(0.4, 0.8)
        folded = np.where(level < fold, level / fold, (1 - level) / (1 - fold))
        return folded if rng.random() < 0.5 else 1 - folded
    knots = rng.uniform(0, 1, int(rng.integers(4, 6)))
    return np.interp(level, np.linspace(0, 1, len(knots)), knots)


def gradient_map(rng, picture):
    """Lightness through a scale of two to four colours."""
    colours = rng.uniform(0, 255, (int(rng.integers(2, 5)), 3))
    places, level = np.linspace(0, 255, len(colours)), np.arange(256)
    table = np.stack([np.interp(level, places, colours[:, c]) for c in range(3)], -1).astype(np.float32)
    return table[picture.mean(2).astype(np.uint8)]


def swapped_palette(rng, picture):
    """Regions of like colour get other colours, each keeping its shading."""
    size, count = len(picture), int(rng.integers(2, 7))
    centres = picture.reshape(-1, 3)[rng.integers(0, size * size, count)]
    distance = (picture**2).sum(-1, keepdims=True) - 2 * picture @ centres.T + (centres**2).sum(-1)
    region = distance.argmin(-1)
    colours = rng.uniform(0, 255, (count, 3)) if rng.random() < 0.6 else centres[rng.permutation(count)]
    shading = (picture - centres[region]).mean(-1, keepdims=True) * rng.choice([1, 1, -1])
    return colours[region].astype(np.float32) + np.float32(rng.uniform(0.6, 1.2)) * shading


def local_light(rng, picture):
    """Strong light and shadow over parts of the picture, with other contrast."""
    size = len(picture)
    if rng.random() < 0.3:
        y, x = np.mgrid[:size, :size].astype(np.float32) / size - rng.uniform(0.2, 0.8, 2).astype(np.float32)[:, None, None]
        field = 1 - rng.uniform(0.8, 2) * (x**2 + y**2)
    else:
        field = np.exp(smooth_field(rng, size, int(rng.integers(2, 5)), rng.uniform(0.3, 0.7)))
    lit = picture * np.clip(field, 0.15, 3)[..., None]
    mean = lit.mean()
    return (lit - mean) * np.exp(rng.uniform(-0.7, 0.5)) + mean + rng.uniform(-40, 40)


def faded(rng, picture):
    """Parts fade into one colour."""
    size = len(picture)
    share = np.clip(0.35 + 0.45 * smooth_field(rng, size, int(rng.integers(2, 5))), 0, 0.85)[..., None]
    return picture + share * (np.float32(rng.uniform(0, 255, 3)) - picture)


# way -> share
WAYS = {
    turned_hue: 1.0,
    tinted: 0.7,
    mixed_channels: 1.0,
    monotone_tone: 0.8,
    any_tone: 1.2,
    gradient_map: 1.0,
    swapped_palette: 1.3,
    local_light: 1.0,
    faded: 0.6,
}
_LIST, _SHARES = weighted(WAYS)
