"""Simple things, whose contents differ by outline alone: plain shapes, soft blobs, sprites in large pixels."""
import cv2
import numpy as np

from .drawing import Canvas, blob, palette, pick, smooth_field


def plain_shape(rng, size, grey):
    """One closed outline on one ground; proportions and corners are the content."""
    kind, freedom = pick(rng, ("blob", "polygon", "bars")), rng.uniform(0.15, 0.5)
    ground, ink = palette(rng, 2, grey)
    if abs(ground.mean() - ink.mean()) < 50:
        ink = 255 - ground
    corners = int(rng.integers(3, 9))
    reach0, angles = rng.uniform(0.2, 0.42, corners), np.sort(rng.uniform(0, 2 * np.pi, corners))
    while True:
        canvas = Canvas(size, ground)
        reach = np.clip(reach0 * np.exp(rng.normal(0, freedom, corners)), 0.06, 0.47)[:, None]
        stretch = np.exp(rng.normal(0, freedom / 2, 2))
        if kind == "bars":
            for side, length in zip(np.linspace(0.15, 0.85, corners), reach[:, 0] * 2):
                start = np.array([side, 0.5 - length / 2])
                canvas.line(np.stack([start, start + [0, length]]), 0.5 / corners * rng.uniform(0.5, 1), ink)
        elif kind == "polygon":
            canvas.polygon(0.5 + reach * stretch * np.stack([np.cos(angles), np.sin(angles)], -1), ink)
        else:
            canvas.polygon(blob(rng, (0.5, 0.5), 0.32 * stretch, freedom, corners + 3), ink)
        yield canvas.finish()


def soft_blob(rng, size, grey):
    """A few blurred bodies, as generators make them early or when they have collapsed."""
    count, softness, colours = int(rng.integers(1, 6)), rng.uniform(0.01, 0.06), palette(rng, 6, grey)
    places, reach0 = rng.uniform(0.2, 0.8, (count, 2)), rng.uniform(0.08, 0.35, (count, 2))
    freedom = rng.uniform(0.05, 0.2)
    while True:
        canvas = Canvas(size, colours[0])
        canvas.shade(smooth_field(rng, canvas.side, int(rng.integers(2, 5)), rng.uniform(3, 25)))
        for index in range(count):
            centre = places[index] + rng.normal(0, freedom, 2)
            radii = reach0[index] * np.exp(rng.normal(0, 2 * freedom, 2))
            canvas.polygon(blob(rng, centre, radii, freedom), colours[1 + index % 5])
        yield cv2.GaussianBlur(canvas.finish(), (0, 0), softness * size)


def sprite(rng, size, grey):
    """Pixel art: few colours on a lattice of 8 to 20 cells, often symmetric, enlarged without smoothing."""
    cells, mirrored, colours = int(rng.integers(8, 21)), rng.random() < 0.7, palette(rng, 6, grey)
    outline, outline_ink = rng.random() < 0.6, np.zeros(3) if rng.random() < 0.7 else colours[5]
    body = smooth_field(rng, cells, 4)
    kept = rng.uniform(0.3, 0.75)
    y, x = np.mgrid[:cells, :cells] / (cells - 1) - 0.5
    middle = 0.8 - 4 * (x**2 + y**2) * rng.uniform(0.8, 1.4)
    while True:
        field = kept * body + np.sqrt(1 - kept**2) * smooth_field(rng, cells, 5) + middle
        paint = smooth_field(rng, cells, 6) + 0.5 * smooth_field(rng, cells, 3)
        if mirrored:
            field, paint = (np.where(x > 0, plane[:, ::-1], plane) for plane in (field, paint))
        inside = (field > 0.2).astype(np.uint8)
        picture = np.where(inside[..., None] > 0, colours[1 + np.digitize(paint, (-0.5, 0.2, 0.8))], colours[0])
        if outline:
            rim = cv2.dilate(inside, np.ones((3, 3), np.uint8)) - inside
            picture = np.where(rim[..., None] > 0, outline_ink, picture)
        yield cv2.resize(picture.astype(np.float32), (size, size), interpolation=cv2.INTER_NEAREST)
