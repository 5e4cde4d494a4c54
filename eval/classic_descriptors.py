"""Vectors of classic descriptors, to be scored by the code that scores the embedder.

    npm run eval:embedder -- ../shared/data --export EXPORTED
    python3 eval/classic_descriptors.py EXPORTED VECTORS
    npm run eval:embedder -- ../shared/data --vectors VECTORS/hog_grey --threshold best

Needs numpy and OpenCV. Every part is mean-free and of unit length, so that a cosine says something: grey values by their
own mean, parts that are never negative by the mean of the public sets' pictures.
"""

import argparse
import json
import pathlib

import cv2
import numpy as np

HOG = cv2.HOGDescriptor((64, 64), (16, 16), (8, 8), (8, 8), 9)
SCALES = (64, 32, 16)
CELLS = 8
CHROMA_WEIGHT = 0.5


def unit(rows):
    """Rows of length 1; a zero row stays it."""
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)


def resized(image, side):
    return cv2.resize(image, (side, side), interpolation=cv2.INTER_AREA)


def small_grey(images, side=16):
    """side x side lightness, the mean of red, green and blue."""
    rows = np.stack([resized(image.mean(axis=2), side).ravel() for image in images])
    return unit(rows - rows.mean(axis=1, keepdims=True))


def chroma(images, side=8):
    """side x side of R - G and B - (R + G) / 2, 0..1; grey pictures have none."""
    opponent = [np.dstack([i[..., 0] - i[..., 1], i[..., 2] - (i[..., 0] + i[..., 1]) / 2]) for i in images]
    return np.stack([resized(image, side).ravel() for image in opponent])


def hog(images):
    """Dalal & Triggs 2005, 9 orientations without sign, cells of 8, blocks of 16."""
    return np.stack([HOG.compute(np.uint8(255 * image.mean(axis=2) + 0.5)).ravel() for image in images])


def rectified_gradients(images):
    """Gradients right, left, down and up, each without its negative part, at three scales in 8 x 8 cells; square roots."""
    rows = []
    for image in images:
        grey = image.mean(axis=2)
        parts = []
        for side in SCALES:
            down, right = np.gradient(resized(grey, side))
            for gradient in (right, -right, down, -down):
                parts.append(np.sqrt(resized(np.maximum(gradient, 0), CELLS)).ravel())
        rows.append(np.concatenate(parts))
    return unit(np.stack(rows))


def weighted(*parts):
    return unit(np.hstack([unit(part) for part in parts]))


def grey_chroma(images, _):
    """As many times as strong as the picture is colourful."""
    return unit(np.hstack([small_grey(images), CHROMA_WEIGHT * chroma(images)]))


def hog_grey(images, means):
    return weighted(hog(images) - means["hog"], small_grey(images))


def gradients_low16(images, means):
    return weighted(rectified_gradients(images) - means["rectified_gradients"], small_grey(images))


# Name -> descriptor and how many of its first values see lightness alone, where others see colour.
DESCRIPTORS = {
    "grey_chroma": (grey_chroma, 256),
    "hog_grey": (hog_grey, None),
    "gradients_low16": (gradients_low16, None),
}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("exported", type=pathlib.Path)
    parser.add_argument("vectors", type=pathlib.Path)
    options = parser.parse_args()
    sets = json.loads((options.exported / "sets.json").read_text())

    def read(entry):
        return (np.load(options.exported / f"{entry['file']}.npy") / 255).astype(np.float32)

    public = [read(entry) for entry in sets if entry["section"] == "public"]
    if not public:
        raise SystemExit("Expected the public sets among the exported ones: their mean is the descriptors' zero")
    means = {}
    for part in (hog, rectified_gradients):
        means[part.__name__] = np.concatenate([part(images) for images in public]).mean(axis=0)
    for name, (describe, structure) in DESCRIPTORS.items():
        folder = options.vectors / name
        folder.mkdir(parents=True, exist_ok=True)
        for entry in sets:
            np.save(folder / f"{entry['file']}.npy", describe(read(entry), means).astype("<f4"))
        description = {"id": name} if structure is None else {"id": name, "structure": structure}
        (folder / "vectors.json").write_text(json.dumps(description))


if __name__ == "__main__":
    main()
