"""Views without one subject: things on a horizon, landscapes, rooms, streets."""
import cv2
import numpy as np

from .drawing import SHAPES, Canvas, Texture, near, palette, pick, smooth_field, spectral_noise, two_tone


def _soften(rng, picture):
    if rng.random() < 0.5:
        picture = picture + spectral_noise(rng, picture.shape[0], 1.2) * rng.uniform(2, 15)
    return cv2.GaussianBlur(picture.astype(np.float32), (0, 0), rng.uniform(0.4, 1.1)) if rng.random() < 0.4 else picture


def scene(rng, size, grey):
    """A horizon with a few composed things before it, as in small photographs."""
    colours, horizon0 = palette(rng, 5, grey), rng.uniform(0.2, 0.8)
    soil, stuff = Texture.random(rng), Texture.random(rng)
    things, kind, centre0, radius0 = int(rng.integers(1, 4)), pick(rng, SHAPES), rng.uniform(0.3, 0.7, 2), rng.uniform(0.15, 0.38)
    while True:
        canvas = Canvas(size)
        side = canvas.side
        y = np.linspace(0, 1, side, dtype=np.float32)[:, None, None]
        sky, low, near_ground, far_ground = (near(rng, colour, 30, grey) for colour in colours[:4])
        horizon = horizon0 + rng.normal(0, 0.1)
        canvas.pixels[:] = np.where(y < horizon, sky + (low - sky) * y, near_ground + (far_ground - near_ground) * y)
        canvas.shade(rng.uniform(0, 30) * soil.draw(rng, side) * (y[..., 0] > horizon))
        canvas.shade(smooth_field(rng, side, int(rng.integers(2, 7)), rng.uniform(0, 35)))
        for _ in range(things):
            mask, centre = canvas.blank(), centre0 + rng.normal(0, 0.1, 2)
            for _ in range(int(rng.integers(1, 5))):
                where = centre + rng.normal(0, radius0 * 0.55, 2)
                part = kind if rng.random() < 0.6 else pick(rng, SHAPES)
                mask = np.maximum(mask, canvas.shape_mask(rng, part, where, radius0 * rng.uniform(0.35, 1)))
            colour = np.full(3, rng.uniform(0, 255)) if grey else near(rng, colours[4], 45)
            canvas.paint(mask, two_tone(rng, size, stuff, colour, rng.uniform(0, 40)))
        yield _soften(rng, canvas.finish())


def landscape(rng, size, grey):
    """Ridges behind one another under a sky."""
    colours, ridges, rough = palette(rng, 6, grey), int(rng.integers(2, 5)), rng.uniform(1.2, 2)
    while True:
        canvas = Canvas(size)
        y = np.linspace(0, 1, canvas.side, dtype=np.float32)[:, None, None]
        high, low = near(rng, colours[0], 30, grey), near(rng, colours[1], 30, grey)
        canvas.pixels[:] = high + (low - high) * y
        if rng.random() < 0.4:
            canvas.shade(np.maximum(0, spectral_noise(rng, canvas.side, 1.6)[..., 0]) * rng.uniform(10, 60))
        if rng.random() < 0.3:
            canvas.ellipse(rng.uniform(0.1, 0.9, 2) * [1, 0.5], np.full(2, rng.uniform(0.03, 0.1)), 250.0)
        for ridge in range(ridges):
            height = 0.3 + 0.6 * (ridge + rng.uniform(0, 1)) / ridges
            line = height + rng.uniform(0.03, 0.12) * spectral_noise(rng, canvas.side, rough)[0, :, 0]
            mask = (y[..., 0] > line[None]).astype(np.uint8) * 255
            colour = near(rng, colours[2 + ridge % 4], 25, grey) * (0.6 + 0.4 * (ridge + 1) / ridges)
            canvas.paint(mask, np.clip(colour + (rng.uniform(3, 25) * spectral_noise(rng, canvas.side, 1.2)), 0, 255))
        yield _soften(rng, canvas.finish())


def room(rng, size, grey):
    """A box in perspective with furniture blocks and windows, or a street of the same build."""
    colours, vanish0, depth0, blocks = palette(rng, 7, grey), rng.uniform(0.35, 0.65, 2), rng.uniform(0.2, 0.5), int(rng.integers(1, 5))
    while True:
        canvas = Canvas(size, near(rng, colours[0], 20, grey))
        back = np.clip(vanish0 + rng.normal(0, 0.06, 2), 0.2, 0.8)
        half = np.array([depth0, depth0 * rng.uniform(0.6, 1)]) * np.exp(rng.normal(0, 0.15)) * 0.7
        (left, top), (right, bottom) = back - half, back + half
        walls = {
            "ceiling": [(0, 0), (1, 0), (right, top), (left, top)],
            "floor": [(0, 1), (1, 1), (right, bottom), (left, bottom)],
            "left": [(0, 0), (left, top), (left, bottom), (0, 1)],
            "right": [(1, 0), (right, top), (right, bottom), (1, 1)],
        }
        for index, corners in enumerate(walls.values()):
            canvas.polygon(corners, near(rng, colours[1 + index], 25, grey))
        for _ in range(int(rng.integers(0, 3))):
            at, reach = rng.uniform((left, top), (right, bottom)), half * rng.uniform(0.15, 0.4, 2)
            canvas.polygon([at - reach, at + reach * [1, -1], at + reach, at + reach * [-1, 1]], near(rng, (235, 235, 240), 15, grey))
        for _ in range(blocks):
            foot = np.array([rng.uniform(0.1, 0.9), rng.uniform(min(bottom, 0.95), 1)])
            wide, high = rng.uniform(0.05, 0.2), rng.uniform(0.05, 0.35)
            colour, shift = near(rng, pick(rng, colours), 30, grey), (back - foot) * 0.15
            corners = np.array([(-wide, 0), (wide, 0), (wide, -high), (-wide, -high)]) + foot
            canvas.polygon(corners[[3, 2, 2, 3]] + [[0, 0], [0, 0], shift, shift], np.clip(colour * 1.2, 0, 255))
            canvas.polygon(corners, colour)
        canvas.shade(smooth_field(rng, canvas.side, int(rng.integers(2, 5)), rng.uniform(3, 30)))
        yield _soften(rng, canvas.finish())
