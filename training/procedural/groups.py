"""Template groups: several contents drawn from one template. They are each other's hard negatives."""
from itertools import islice

import numpy as np

from . import faces, glyphs, objects, patterns, pictograms, places
from .drawing import weighted

# family -> (share of the groups, native sizes, share in grey)
SMALL, LARGE, ANY = (28, 28, 28, 32, 64), (32, 48, 64, 64), (28, 32, 48, 64, 64)
FAMILIES = {
    objects.garment: (0.20, ANY, 0.6),
    objects.product: (0.07, ANY, 0.5),
    objects.flower: (0.03, LARGE, 0.1),
    objects.creature: (0.05, LARGE, 0.15),
    glyphs.handwriting: (0.18, SMALL, 1),
    glyphs.print_letter: (0.04, SMALL, 1),
    glyphs.word: (0.02, ANY, 1),
    glyphs.ideogram: (0.05, SMALL, 1),
    faces.portrait: (0.10, LARGE, 0.4),
    faces.cartoon: (0.05, LARGE, 0.1),
    places.scene: (0.08, LARGE, 0.15),
    places.landscape: (0.03, LARGE, 0.15),
    places.room: (0.03, LARGE, 0.15),
    patterns.dead_leaves: (0.03, ANY, 0.25),
    patterns.coloured_noise: (0.01, LARGE, 0.25),
    patterns.fractal: (0.02, ANY, 0.4),
    patterns.surface: (0.02, LARGE, 0.25),
    patterns.flat_graphic: (0.03, ANY, 0.2),
    pictograms.plain_shape: (0.03, ANY, 0.4),
    pictograms.soft_blob: (0.03, LARGE, 0.2),
    pictograms.sprite: (0.03, LARGE, 0.1),
}
_LIST, _SHARES = weighted({family: share for family, (share, _, _) in FAMILIES.items()})
PLAIN_GROUND = {glyphs.handwriting, glyphs.print_letter, glyphs.word, glyphs.ideogram, objects.garment, objects.product, pictograms.plain_shape, pictograms.sprite}
_FLAT = 4.0  # standard deviation in grey levels under which a picture shows nothing


def draw_group(rng, contents):
    """(family name, whether the border may be extended by one colour, [contents pictures, size x size x 3 uint8])"""
    family = _LIST[rng.choice(len(_LIST), p=_SHARES)]
    _, sizes, grey_share = FAMILIES[family]
    size, grey = int(rng.choice(sizes)), bool(rng.random() < grey_share)
    pictures = []
    for picture in islice(family(rng, size, grey), contents):
        if grey:
            picture = np.repeat(np.asarray(picture).mean(2, keepdims=True), 3, 2)
        pictures.append(np.clip(picture, 0, 255).astype(np.uint8))
    if min(picture.std() for picture in pictures) < _FLAT:
        return draw_group(rng, contents)
    return family.__name__, family in PLAIN_GROUND, pictures
