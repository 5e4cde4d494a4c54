"""Writing: strokes, printed letters, words, ideograms. One template is one character; contents are its handwritings."""
import cv2
import numpy as np

from .drawing import Canvas, pick, spline

FONTS = (
    cv2.FONT_HERSHEY_SIMPLEX,
    cv2.FONT_HERSHEY_DUPLEX,
    cv2.FONT_HERSHEY_COMPLEX,
    cv2.FONT_HERSHEY_TRIPLEX,
    cv2.FONT_HERSHEY_SCRIPT_SIMPLEX,
    cv2.FONT_HERSHEY_SCRIPT_COMPLEX,
)
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def _ink(mask, size, white_paper, strength=1.0):
    level = cv2.resize(mask, (size, size), interpolation=cv2.INTER_AREA).astype(np.float32)
    level = np.minimum(255, level * strength)
    return np.repeat((255 - level if white_paper else level)[..., None], 3, 2)


def _skeleton(rng):
    """Strokes as lists of points in the unit square; often a single upright line, the hardest case."""
    strokes = []
    for _ in range(int(rng.choice([1, 1, 1, 2, 3]))):
        count = int(rng.integers(2, 7))
        if rng.random() < 0.3:
            points = np.stack([np.full(count, rng.uniform(0.35, 0.65)), np.linspace(0.15, 0.85, count)], -1)
        else:
            points = rng.uniform(0.18, 0.82, (count, 2))
        if rng.random() < 0.2 and count > 2:
            points = np.vstack([points, points[:1]])
        strokes.append(points)
    return strokes


def handwriting(rng, size, grey):
    strokes = _skeleton(rng)
    freedom = rng.uniform(0.3, 1.1)
    wobble = freedom * rng.uniform(0.03, 0.10)
    white, smooth = rng.random() < 0.2, rng.random() < 0.75
    width, ink = rng.uniform(0.05, 0.14), rng.uniform(180, 255)
    while True:
        canvas = Canvas(size)
        mask = canvas.blank()
        slant, turn = rng.normal(0, 0.22 * freedom), rng.normal(0, 0.08 * freedom)
        stretch = 1 + freedom * np.array([rng.uniform(-0.3, 0.15), rng.uniform(-0.15, 0.1)])
        pen = width * np.exp(freedom * rng.uniform(-0.5, 0.4))
        for stroke in strokes:
            points = stroke + rng.normal(0, wobble, stroke.shape) - 0.5
            x, y = points[:, 0] * stretch[0] - slant * points[:, 1], points[:, 1] * stretch[1] + turn * points[:, 0]
            points = np.clip(np.stack([x, y], -1) + 0.5, 0.02, 0.98)
            mask = np.maximum(mask, canvas.line_mask(spline(points) if smooth and len(points) > 2 else points, pen))
        yield _ink(mask, size, white, rng.uniform(1, 1.3) * ink / 255)


def print_letter(rng, size, grey):
    letter, white = pick(rng, LETTERS), rng.random() < 0.3
    while True:
        mask = np.zeros((128, 128), np.uint8)
        font = pick(rng, FONTS) | (cv2.FONT_ITALIC if rng.random() < 0.3 else 0)
        thick, scale = int(rng.integers(2, 20)), rng.uniform(2.6, 3.8)
        (width, height), _ = cv2.getTextSize(letter, font, scale, thick)
        cv2.putText(mask, letter, (64 - width // 2, 64 + height // 2), font, scale, 255, thick, cv2.LINE_AA)
        linear = np.array([[rng.uniform(0.7, 1.25), rng.normal(0, 0.15)], [rng.normal(0, 0.06), rng.uniform(0.8, 1.15)]])
        matrix = np.hstack([linear, (64 - linear @ [64, 64])[:, None]])
        yield _ink(cv2.warpAffine(mask, matrix, (128, 128)), size, white)


def word(rng, size, grey):
    """A few letters in one line of one font: numbers, captions."""
    font, thick, white = pick(rng, FONTS), int(rng.integers(2, 7)), rng.random() < 0.5
    count = int(rng.integers(2, 6))
    paper, ink = (235, 25) if white else (25, 235)
    while True:
        text = "".join(pick(rng, LETTERS) for _ in range(count))
        (width, height), _ = cv2.getTextSize(text, font, 2, thick)
        mask = np.zeros((128, 128), np.uint8)
        line = np.zeros((height + 40, width + 20), np.uint8)
        cv2.putText(line, text, (10, height + 10), font, 2, 255, thick, cv2.LINE_AA)
        fitted = cv2.resize(line, (116, int(np.clip(116 * line.shape[0] / line.shape[1], 24, 90))), interpolation=cv2.INTER_AREA)
        top = int(rng.integers(4, 124 - fitted.shape[0]))
        mask[top : top + fitted.shape[0], 6:122] = fitted
        level = cv2.resize(mask, (size, size), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
        yield np.repeat((paper + (ink - paper) * level)[..., None], 3, 2)


def ideogram(rng, size, grey):
    """Many short strokes on a lattice, as in CJK or seal scripts; contents share most strokes."""
    lattice, count = int(rng.integers(3, 6)), int(rng.integers(5, 12))
    white, width = rng.random() < 0.3, rng.uniform(0.03, 0.07)
    at = lambda: np.clip((rng.integers(0, lattice, 2) + 0.5) / lattice + rng.normal(0, 0.03, 2), 0.08, 0.92)
    base = [(at(), at(), rng.normal(0, 0.08, 2)) for _ in range(count)]
    kept = rng.uniform(0.3, 0.8)
    while True:
        canvas = Canvas(size)
        mask = canvas.blank()
        pen = width * rng.uniform(0.7, 1.4)
        for start, end, bow in base:
            if rng.random() > kept:
                start, end = at(), at()
            middle = (start + end) / 2 + bow
            points = np.stack([start, middle, end]) + rng.normal(0, 0.02, (3, 2))
            mask = np.maximum(mask, canvas.line_mask(spline(points), pen))
        yield _ink(mask, size, white, 1.2)
