"""Aligned heads: portraits and cartoons. The layout is the template; geometry, light, hair and ground are the content."""
import cv2
import numpy as np

from .drawing import Canvas, blob, near, palette, pick, smooth_field


def portrait(rng, size, grey):
    tone = rng.uniform(120, 235) * np.array([1, rng.uniform(0.72, 0.95), rng.uniform(0.55, 0.9)])
    width0, height0 = rng.uniform(0.26, 0.36), rng.uniform(0.36, 0.46)
    eye_row, mouth_row, eye_gap = rng.uniform(0.4, 0.47), rng.uniform(0.68, 0.76), rng.uniform(0.11, 0.15)
    while True:
        canvas = Canvas(size, palette(rng, 1, grey)[0])
        canvas.shade(smooth_field(rng, canvas.side, int(rng.integers(2, 6)), rng.uniform(5, 45)))
        hair = rng.uniform(5, 130) * (np.ones(3) if grey else rng.uniform(0.6, 1, 3))
        skin = np.clip(tone * rng.uniform(0.65, 1.15), 0, 255)
        width, height = width0 * np.exp(rng.normal(0, 0.06)), height0 * np.exp(rng.normal(0, 0.05))
        cx, cy = 0.5 + rng.normal(0, 0.015), 0.53 + rng.normal(0, 0.015)
        _hair_behind(rng, canvas, hair, cx, cy, width, height)
        if rng.random() < 0.8:
            canvas.ellipse((cx, 1.12), (rng.uniform(0.3, 0.6), rng.uniform(0.12, 0.25)), palette(rng, 1, grey)[0])
        canvas.ellipse((cx, cy + height * 0.9), (width * 0.55, 0.2), skin * 0.85)
        canvas.paint(canvas.ellipse_mask((cx, cy), (width, height)), np.clip(skin * _light(rng, canvas, cx, cy, width, height), 0, 255))
        if rng.random() < 0.8:
            _fringe(rng, canvas, hair, cx, cy, width, height)
        turn = cx + rng.normal(0, 0.025)
        eyes = eye_row + rng.normal(0, 0.012)
        _eyes(rng, canvas, skin, hair, turn, eyes, eye_gap + rng.normal(0, 0.008))
        nose = (turn + rng.normal(0, 0.012), (eyes + mouth_row) / 2 + rng.uniform(0.02, 0.07))
        canvas.ellipse(nose, (rng.uniform(0.025, 0.05), rng.uniform(0.012, 0.025)), skin * rng.uniform(0.55, 0.85))
        canvas.line(np.array([(nose[0] - 0.02, eyes), (nose[0] - 0.03, nose[1])]), 0.008, skin * rng.uniform(0.7, 1.1))
        _mouth(rng, canvas, turn, mouth_row + rng.normal(0, 0.015), hair, grey)
        yield cv2.GaussianBlur(canvas.finish(), (0, 0), rng.uniform(0.3, 0.9) * size / 64)


def _hair_behind(rng, canvas, hair, cx, cy, width, height):
    wide, high = rng.uniform(1, 1.35), rng.uniform(0.95, 1.25)
    if rng.random() < 0.85:
        canvas.ellipse((cx, cy - rng.uniform(0.02, 0.12)), (width * wide, height * high), hair)
    if rng.random() < 0.3:
        left, right = cx - width * wide, cx + width * wide
        canvas.polygon([(left, cy), (right, cy), (right, 1), (left, 1)], hair)


def _light(rng, canvas, cx, cy, width, height):
    y, x = np.mgrid[: canvas.side, : canvas.side].astype(np.float32) / canvas.side
    slope = rng.normal(0, 0.9) * (x - 0.5) + rng.normal(0, 0.4) * (y - 0.5)
    round_off = rng.uniform(0, 0.22) * (((x - cx) / width) ** 2 + ((y - cy) / height) ** 2)
    return (1 + slope + smooth_field(rng, canvas.side, 5, 0.06) - round_off)[..., None]


def _fringe(rng, canvas, hair, cx, cy, width, height):
    row = cy - height * rng.uniform(0.45, 0.8)
    lower = [(cx - width * 1.05, row + rng.normal(0, 0.03)), (cx + rng.uniform(-0.6, 0.6) * width, row - rng.normal(0, 0.05)), (cx + width * 1.05, row + rng.normal(0, 0.04))]
    canvas.polygon([*lower, (cx + width * 0.8, cy - height * 1.1), (cx - width * 0.8, cy - height * 1.1)], hair)


def _eyes(rng, canvas, skin, hair, turn, row, gap):
    wide, high = rng.uniform(0.03, 0.055), rng.uniform(0.012, 0.03)
    white = np.full(3, 225.0) if rng.random() < 0.6 else skin * 0.6
    lid, brow, glasses = skin * rng.uniform(0.6, 0.95), hair * rng.uniform(0.6, 1.6), rng.random() < 0.2
    rise, pen = rng.uniform(0.045, 0.07, 2), rng.uniform(0.01, 0.03)
    for side in (-1, 1):
        x = turn + side * gap
        canvas.ellipse((x, row), (wide * 1.4, high * 2), lid)
        canvas.ellipse((x, row), (wide, high), white)
        canvas.ellipse((x, row), (high, high), (25, 25, 30))
        canvas.line(np.array([(x - wide * 1.2, row - rise[0]), (x + wide * 1.2, row - rise[1])]), pen, np.clip(brow, 0, 255))
        if glasses:
            outer, inner = canvas.ellipse_mask((x, row), (0.08, 0.06)), canvas.ellipse_mask((x, row), (0.062, 0.045))
            canvas.paint(np.where(inner > 127, 0, outer), 30.0)


def _mouth(rng, canvas, turn, row, hair, grey):
    wide, high = rng.uniform(0.06, 0.13), rng.uniform(0.008, 0.04)
    lips = np.full(3, rng.uniform(20, 110)) if grey else np.array([rng.uniform(60, 190), rng.uniform(30, 90), rng.uniform(30, 90)])
    canvas.ellipse((turn, row), (wide, high), lips, rng.normal(0, 4))
    if rng.random() < 0.35:
        canvas.ellipse((turn, row), (wide * 0.8, high * 0.45), 235.0)
    if rng.random() < 0.2:
        canvas.ellipse((turn, row + 0.06), (wide * 1.3, 0.06), hair)


def cartoon(rng, size, grey):
    """Drawn heads with large eyes and flat colours; poses vary more than in portraits."""
    colours, skins = palette(rng, 6, grey), palette(rng, 2, grey)
    big, outline = rng.uniform(0.05, 0.13), rng.random() < 0.6
    while True:
        canvas = Canvas(size, near(rng, pick(rng, colours), 30, grey))
        skin, hair = near(rng, pick(rng, skins), 20, grey), near(rng, pick(rng, colours), 40, grey)
        centre = np.array([rng.normal(0.5, 0.05), rng.normal(0.55, 0.04)])
        radii = np.array([rng.uniform(0.24, 0.36), rng.uniform(0.26, 0.38)])
        canvas.paint(canvas.polygon_mask(blob(rng, centre - [0, 0.06], radii * rng.uniform(1.15, 1.5), 0.15)), hair)
        if outline:
            canvas.ellipse(centre, radii * 1.04, 20.0)
        canvas.ellipse(centre, radii, skin)
        strands, top = int(rng.integers(3, 8)), centre[1] - radii[1]
        for index in range(strands):
            x = centre[0] + (index / (strands - 1) * 2 - 1) * radii[0]
            tip = (x + rng.normal(0, 0.06), top + rng.uniform(0.12, 0.34))
            canvas.polygon([(x - 0.1, top - 0.04), (x + 0.1, top - 0.04), tip], near(rng, hair, 8, grey))
        iris, look = near(rng, pick(rng, colours), 40, grey), rng.normal(0, 0.02, 2)
        row, gap, eye = centre[1] + rng.uniform(-0.04, 0.08), rng.uniform(0.1, 0.17), big * rng.uniform(0.7, 1.2)
        for side in (-1, 1):
            at = np.array([centre[0] + side * gap + look[0], row])
            canvas.ellipse(at, (eye, eye * 1.3), 245.0)
            canvas.ellipse(at + look / 2, (eye * 0.7, eye), iris)
            canvas.ellipse(at + look / 2, (eye * 0.35, eye * 0.5), 15.0)
            canvas.ellipse(at - eye * 0.3, (eye * 0.2, eye * 0.2), 250.0)
        mouth = centre + [look[0], radii[1] * rng.uniform(0.45, 0.7)]
        canvas.ellipse(mouth, (rng.uniform(0.02, 0.1), rng.uniform(0.008, 0.05)), near(rng, (150, 60, 60), 40, grey))
        yield canvas.finish()
