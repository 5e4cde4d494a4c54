"""Single things on a plain ground: garments, shoes and vessels, flowers, creatures."""
import numpy as np

from .drawing import SHAPES, Canvas, Texture, blob, near, palette, pick, smooth_field, spline, two_tone


def _ground(rng):
    return 0.0 if rng.random() < 0.55 else 255.0 if rng.random() < 0.6 else rng.uniform(0, 255)


def _mark(rng, canvas, body, centre, grey):
    """A print on a surface."""
    mask = canvas.shape_mask(rng, pick(rng, SHAPES), centre, rng.uniform(0.04, 0.18))
    alpha = mask[..., None].astype(np.float32) / 255
    return body * (1 - alpha) + palette(rng, 1, grey)[0] * alpha


def garment(rng, size, grey):
    """Mirror-symmetric silhouettes: widths by row, with arms, legs and neck; the interior varies."""
    rows = int(rng.integers(4, 8))
    widths, top0, bottom0 = rng.uniform(0.08, 0.42, rows), rng.uniform(0.03, 0.2), rng.uniform(0.8, 0.98)
    arms = rng.uniform(0.05, 0.5) if rng.random() < 0.6 else None
    arm_width, arm_length = rng.uniform(0.07, 0.18), rng.uniform(0.2, 0.75)
    legs = rng.uniform(0.2, 0.8) if rng.random() < 0.35 else None
    neck, same_texture, prints = rng.random() < 0.5, rng.random() < 0.4, rng.uniform(0, 0.5)
    freedom, level, levels = rng.uniform(0.15, 1.0), rng.uniform(60, 255), rng.uniform(10, 90)
    ground, colours, cloth = _ground(rng), palette(rng, 5, grey), Texture.random(rng)
    while True:
        canvas = Canvas(size, ground)
        wobble = lambda spread: rng.normal(0, spread * freedom)
        half = np.clip(widths * np.exp(wobble(0.13)) + rng.normal(0, 0.025 * freedom, rows), 0.04, 0.48)
        top, bottom = top0 + wobble(0.03), bottom0 + wobble(0.03)
        y = np.linspace(top, bottom, rows)
        outline = np.vstack([np.stack([0.5 - half, y], -1), np.stack([0.5 + half, y], -1)[::-1]])
        mask = canvas.polygon_mask(outline)
        if arms is not None:
            angle, width = arms + wobble(0.1), arm_width * np.exp(wobble(0.15))
            length = arm_length * np.exp(wobble(0.25))
            for side in (-1, 1):
                shoulder = 0.5 + side * half[0]
                dx, dy = side * np.sin(angle) * length, np.cos(angle) * length
                cuff = (shoulder + dx - side * width * np.cos(angle), top + dy + width * np.sin(angle))
                sleeve = [(shoulder - side * width * 0.6, top), (shoulder + dx, top + dy), cuff]
                mask = np.maximum(mask, canvas.polygon_mask([*sleeve, (shoulder - side * width * 0.8, top + width * 1.3)]))
        if legs is not None:
            split, gap = np.clip(legs + wobble(0.06), 0.1, 0.9), rng.uniform(0.01, 0.06)
            canvas.polygon([(0.5, top + (bottom - top) * (1 - split)), (0.5 - gap, 1), (0.5 + gap, 1)], mask=mask)
        if neck:
            hole = canvas.ellipse_mask((0.5, top), (rng.uniform(0.05, 0.15), rng.uniform(0.02, 0.12)))
            mask = np.where(hole > 127, 0, mask)
        colour = np.full(3, np.clip(rng.normal(level, levels), 25, 255)) if grey else near(rng, pick(rng, colours), 25)
        body = two_tone(rng, size, cloth if same_texture else Texture.random(rng), colour, rng.uniform(0, 35))
        if rng.random() < prints:
            body = _mark(rng, canvas, body, (rng.uniform(0.35, 0.65), rng.uniform(0.25, 0.75)), grey)
        if rng.random() < 0.3:
            start, depth = rng.uniform(0.15, 0.9), rng.uniform(0.03, 0.15)
            body[int(start * canvas.side) : int((start + depth) * canvas.side)] += rng.uniform(-90, 90)
        canvas.paint(mask, np.clip(body, 0, 255))
        yield canvas.finish()


def product(rng, size, grey):
    """Shoes, bags, vessels, cars: a closed outline, not symmetric, with parts at fixed places."""
    corners = int(rng.integers(6, 12))
    angles = np.arange(corners) * 2 * np.pi / corners
    radii = np.array([rng.uniform(0.25, 0.45), rng.uniform(0.12, 0.42)])
    reach = np.exp(rng.normal(0, 0.22, corners))
    parts = [(rng.uniform(-0.6, 0.6, 2), rng.uniform(0.05, 0.16), pick(rng, SHAPES)) for _ in range(int(rng.integers(0, 5)))]
    freedom, ground, colours, stuff = rng.uniform(0.3, 1), _ground(rng), palette(rng, 6, grey), Texture.random(rng)
    while True:
        canvas = Canvas(size, ground)
        size_now = radii * np.exp(rng.normal(0, 0.12 * freedom, 2))
        edge = (reach * np.exp(rng.normal(0, 0.1 * freedom, corners)))[:, None]
        outline = 0.5 + edge * np.stack([np.cos(angles), np.sin(angles)], -1) * size_now
        body = two_tone(rng, size, stuff, near(rng, pick(rng, colours[:3]), 30, grey), rng.uniform(0, 30))
        canvas.paint(canvas.polygon_mask(spline(np.vstack([outline, outline[:2]]), 6)), body)
        for offset, radius, kind in parts:
            if rng.random() < 0.85:
                where = 0.5 + (offset + rng.normal(0, 0.15 * freedom, 2)) * size_now
                mask = canvas.shape_mask(rng, kind, where, radius * np.exp(rng.normal(0, 0.3 * freedom)))
                canvas.paint(mask, near(rng, pick(rng, colours[3:]), 20, grey))
        yield canvas.finish()


def flower(rng, size, grey):
    """Rings of petals around a core, before soft foliage."""
    petals, rings, colours = int(rng.integers(4, 14)), int(rng.integers(1, 3)), palette(rng, 5, grey)
    length, width, leaf = rng.uniform(0.2, 0.42), rng.uniform(0.3, 0.9), Texture.random(rng)
    while True:
        canvas = Canvas(size, near(rng, colours[4], 30, grey))
        canvas.shade(smooth_field(rng, canvas.side, int(rng.integers(3, 7)), rng.uniform(5, 45)))
        centre = 0.5 + rng.normal(0, 0.08, 2)
        turn, squash = rng.uniform(0, 6.28), np.array([1, rng.uniform(0.5, 1)])
        petal = two_tone(rng, size, leaf, near(rng, pick(rng, colours[:3]), 25, grey), rng.uniform(0, 25))
        count, reach = petals + int(rng.integers(-2, 3)), length * np.exp(rng.normal(0, 0.15))
        for ring in range(rings):
            for index in range(max(3, count)):
                angle = turn + index * 2 * np.pi / max(3, count) + ring * 0.4 + rng.normal(0, 0.06)
                middle = centre + squash * np.array([np.cos(angle), np.sin(angle)]) * reach * (0.55 - 0.2 * ring)
                radii = np.array([reach * 0.5, reach * width * 2.2 / max(3, count)]) * (1 - 0.3 * ring)
                canvas.ellipse(middle, radii, petal * (1 - 0.25 * rng.random()), np.degrees(angle))
        canvas.ellipse(centre, np.full(2, reach * rng.uniform(0.12, 0.4)), near(rng, colours[3], 30, grey))
        yield canvas.finish()


def creature(rng, size, grey):
    """A body with head, ears, legs and tail in a scene: the plan is the template, build and pose the content."""
    long_body, legs0 = rng.uniform(0.16, 0.32), rng.uniform(0.08, 0.3)
    ears, tail, facing = rng.random() < 0.7, rng.random() < 0.7, pick(rng, (-1, 1))
    coats, grounds, fur = palette(rng, 4, grey), palette(rng, 4, grey), Texture.random(rng)
    while True:
        canvas = Canvas(size, near(rng, pick(rng, grounds), 25, grey))
        canvas.shade(smooth_field(rng, canvas.side, int(rng.integers(2, 7)), rng.uniform(5, 40)))
        canvas.pixels[int(rng.uniform(0.5, 0.85) * canvas.side) :] = near(rng, pick(rng, grounds), 25, grey)
        coat = two_tone(rng, size, fur, near(rng, pick(rng, coats), 30, grey), rng.uniform(0, 40))
        middle = np.array([rng.normal(0.5, 0.05), rng.normal(0.55, 0.05)])
        radii = np.array([long_body, long_body * rng.uniform(0.4, 0.75)]) * np.exp(rng.normal(0, 0.1))
        leg, pen = legs0 * np.exp(rng.normal(0, 0.2)), rng.uniform(0.03, 0.07)
        for at in (-0.7, -0.45, 0.45, 0.7):
            foot = middle + [(at + rng.normal(0, 0.15)) * radii[0], radii[1] * 0.6 + leg]
            canvas.line(np.stack([middle + [at * radii[0], radii[1] * 0.4], foot]), pen, coat * rng.uniform(0.6, 1))
        canvas.paint(canvas.polygon_mask(blob(rng, middle, radii, 0.08)), coat)
        head = middle + [facing * radii[0] * rng.uniform(0.8, 1.2), -radii[1] * rng.uniform(0.4, 1.4)]
        skull = radii[1] * rng.uniform(0.5, 0.9)
        if tail:
            bow = rng.normal(0, 0.15, (2, 2)) + middle - [facing * radii[0] * 1.2, radii[1] * 0.3]
            canvas.line(spline(np.vstack([middle - [facing * radii[0] * 0.8, 0], bow])), 0.03, coat * 0.85)
        if ears:
            for side in (-1, 1):
                tip = head + [side * skull * rng.uniform(0.5, 1), -skull * rng.uniform(1.2, 2)]
                canvas.polygon([head + [side * skull * 0.9, -0.3 * skull], tip, head + [side * 0.1 * skull, -0.8 * skull]], coat * 0.8)
        canvas.paint(canvas.polygon_mask(blob(rng, head, (skull, skull * 0.9), 0.06)), np.clip(coat * rng.uniform(0.85, 1.15), 0, 255))
        for side in (-1, 1):
            canvas.ellipse(head + [side * skull * 0.35 + facing * skull * 0.2, -skull * 0.15], (skull * 0.12,) * 2, 20.0)
        yield canvas.finish()
