"""Surfaces without objects: dead leaves, coloured noise, fractals, cells, blobs, flat graphics."""
import cv2
import numpy as np

from .drawing import SHAPES, Canvas, Texture, near, palette, pick, smooth_field, spectral_noise


def dead_leaves(rng, size, grey):
    """Overlapping shapes with power-law radii (Lee, Mumford & Huang 2001)."""
    count = int(2 ** rng.uniform(3, 6.5))
    kinds = rng.choice(SHAPES, int(rng.integers(1, 4)), replace=False)
    colours = palette(rng, int(rng.integers(3, 12)), grey)
    smallest, largest = rng.uniform(0.03, 0.08), rng.uniform(0.15, 0.5)
    texture, contrast = Texture.random(rng), rng.uniform(0, 25)
    while True:
        canvas = Canvas(size, pick(rng, colours))
        radii = rng.uniform(largest**-1.5, smallest**-1.5, count) ** (-1 / 1.5)
        for radius in np.sort(radii)[::-1] if rng.random() < 0.7 else radii:
            mask = canvas.shape_mask(rng, pick(rng, kinds), rng.uniform(0, 1, 2), radius)
            top, left = np.argmax(mask.any(1)), np.argmax(mask.any(0))
            bottom, right = mask.shape[0] - np.argmax(mask.any(1)[::-1]), mask.shape[1] - np.argmax(mask.any(0)[::-1])
            part = canvas.pixels[top:bottom, left:right]
            alpha = mask[top:bottom, left:right, None].astype(np.float32) / 255
            part += alpha * (near(rng, pick(rng, colours), 12, grey).astype(np.float32) - part)
        yield canvas.finish() + contrast * texture.draw(rng, size)[..., None]


def coloured_noise(rng, size, grey):
    exponent, mean, spread = rng.uniform(0.7, 2.2), rng.uniform(70, 180, 3), rng.uniform(25, 70)
    mix = np.linalg.qr(rng.standard_normal((3, 3)))[0] @ np.diag([1, rng.uniform(0, 0.6), rng.uniform(0, 0.4)])
    base, kept, sharp = spectral_noise(rng, size, exponent, 3), rng.uniform(0, 0.6), rng.random() < 0.2
    while True:
        field = kept * base + np.sqrt(1 - kept**2) * spectral_noise(rng, size, exponent, 3)
        field = np.tanh(3 * field) if sharp else field
        yield mean + spread * (field @ mix.T)


def fractal(rng, size, grey):
    """Attractors of iterated function systems."""
    count = int(rng.integers(2, 5))
    linear, offset = rng.uniform(-0.8, 0.8, (count, 2, 2)), rng.uniform(-1, 1, (count, 2))
    ground, ink = palette(rng, 2, grey) if rng.random() < 0.5 else (np.zeros(3), np.full(3, 255.0))
    contract = lambda m, most: m * np.minimum(1, most / np.linalg.norm(m, 2, (1, 2)))[:, None, None]
    linear = contract(linear, 0.85)
    while True:
        maps = contract(linear + rng.normal(0, 0.13, linear.shape), 0.9)
        shifts = offset + rng.normal(0, 0.25, offset.shape)
        points, kept = rng.uniform(-1, 1, (1500, 2)), []
        for step in range(16):
            which = rng.integers(count, size=len(points))
            points = np.einsum("nij,nj->ni", maps[which], points) + shifts[which]
            if step > 8:
                kept.append(points)
        cloud = np.concatenate(kept)
        low, high = np.percentile(cloud, 1, 0), np.percentile(cloud, 99, 0)
        cloud = (cloud - low) / (high - low + 1e-6) * 0.8 + 0.1
        hits, _, _ = np.histogram2d(cloud[:, 1], cloud[:, 0], size, [[0, 1], [0, 1]])
        density = np.minimum(1, hits / (hits.max() * 0.2 + 1e-6)).astype(np.float32)
        density = cv2.GaussianBlur(density, (0, 0), 0.6)[..., None]
        yield ground * (1 - density) + ink * density


def surface(rng, size, grey):
    """Two-tone textures, Voronoi cells, or Gabor blobs."""
    colours, kind = palette(rng, 4, grey), pick(rng, ("tones", "cells", "blobs"))
    texture, count = Texture.random(rng), int(rng.integers(6, 40))
    y, x = np.mgrid[:size, :size].astype(np.float32)
    while True:
        if kind == "tones":
            field = texture.draw(rng, size) + rng.uniform(0.2, 0.7) * smooth_field(rng, size, 4)
            share = 1 / (1 + np.exp(-2 * field))[..., None]
            yield colours[0] * (1 - share) + colours[1] * share
        elif kind == "cells":
            seeds = rng.uniform(0, size, (count, 2))
            distance = (x[..., None] - seeds[:, 0]) ** 2 + (y[..., None] - seeds[:, 1]) ** 2
            owner = distance.argmin(-1)
            shade = np.sqrt(distance.min(-1))[..., None] * rng.uniform(0, 60) / size * 8
            yield colours[rng.integers(4, size=count)][owner] + rng.normal(0, 12, (count, 1))[owner] - shade
        else:
            picture = np.zeros((size, size, 3), np.float32) + colours[0]
            for _ in range(count):
                (cx, cy), sigma, angle = rng.uniform(0, size, 2), rng.uniform(0.04, 0.15) * size, rng.uniform(0, 3.14)
                wave = rng.uniform(0.3, 1.2) / sigma * 2 * np.pi * ((x - cx) * np.cos(angle) + (y - cy) * np.sin(angle))
                bell = 60 * np.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (2 * sigma**2))
                picture += (bell * np.cos(wave))[..., None] * (1 if grey else rng.uniform(-1, 1, 3))
            yield picture


def flat_graphic(rng, size, grey):
    """Icons and flags: one base shape or bands, with other marks on it."""
    colours = palette(rng, 6, grey)
    ground = np.full(3, 255.0) if rng.random() < 0.6 else colours[5]
    base, kind = pick(rng, ("shape", "bands", "none")), pick(rng, SHAPES[:5])
    bands, upright = int(rng.integers(2, 5)), rng.random() < 0.5
    while True:
        canvas = Canvas(size, ground)
        if base == "shape":
            canvas.paint(canvas.shape_mask(rng, kind, (0.5, 0.5), 0.42), colours[0])
        elif base == "bands":
            edges = np.r_[0, np.sort(rng.uniform(0.1, 0.9, bands)), 1] if rng.random() < 0.3 else np.arange(bands + 2) / (bands + 1)
            for start, end in zip((edges * canvas.side).astype(int), (edges[1:] * canvas.side).astype(int)):
                where = (slice(None), slice(start, end)) if upright else slice(start, end)
                canvas.pixels[where] = pick(rng, colours)
        # Bands alone would differ by colour only.
        for _ in range(int(rng.integers(2 if base == "bands" else 1, 7))):
            mask = canvas.shape_mask(rng, pick(rng, SHAPES), rng.uniform(0.15, 0.85, 2), rng.uniform(0.03, 0.2))
            canvas.paint(mask, pick(rng, colours))
        yield canvas.finish()
