"""What a collapsed generator does to one mode: small changes of geometry, light, texture and detail.

Every variation takes (rng, picture float32 size x size x 3 in 0..255, strength about 0..2, plain ground, another picture).
"""
import numpy as np

from .artefacts import blur, checkerboard, halo, jpeg, lower_resolution, noise, salt
from .details import blend, local_blend, patch, thickness
from .drawing import weighted
from .geometry import affine, crop, elastic, part, perspective, shift
from .light import cast, coloured_field, gamma, illumination, light

# variation -> share, in the order they are applied
VARIATIONS = {
    blend: 1.0,
    local_blend: 0.6,
    patch: 0.8,
    part: 0.6,
    thickness: 0.7,
    elastic: 1.0,
    affine: 1.0,
    perspective: 0.7,
    crop: 0.5,
    shift: 0.8,
    light: 0.8,
    gamma: 0.6,
    cast: 0.4,
    illumination: 0.5,
    coloured_field: 0.4,
    lower_resolution: 0.5,
    blur: 0.7,
    halo: 0.4,
    checkerboard: 0.5,
    noise: 1.0,
    salt: 0.3,
    jpeg: 0.7,
}
_LIST, _SHARES = weighted(VARIATIONS)


def vary(rng, picture, plain, other, most):
    """One to three variations with strengths in [most / 2, most]."""
    count = int(rng.choice([1, 2, 3], p=[0.3, 0.4, 0.3]))
    chosen = np.sort(rng.choice(len(_LIST), count, replace=False, p=_SHARES))
    varied = picture.astype(np.float32)
    for index in chosen:
        varied = _LIST[index](rng, varied, most * rng.uniform(0.5, 1), plain, other)
    return np.clip(varied, 0, 255)
