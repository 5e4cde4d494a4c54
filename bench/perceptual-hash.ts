/** A peer over the same files: a plain perceptual-hash pass in Python. */
import { type Timed, timed } from "./timed.ts";

/** The steps of imagehash.phash where that package is missing: grey, 32 x 32, DCT, 8 x 8 corner, median. */
const PROGRAM = `
import sys, pathlib, collections
from PIL import Image
try:
    from imagehash import phash
    name = "imagehash"
except ImportError:
    import numpy, scipy.fftpack
    name = "Pillow and SciPy, the steps of imagehash.phash"
    def phash(image):
        pixels = numpy.asarray(image.convert("L").resize((32, 32), Image.LANCZOS))
        corner = scipy.fftpack.dct(scipy.fftpack.dct(pixels, axis=0), axis=1)[:8, :8]
        return (corner > numpy.median(corner)).tobytes()
groups = collections.Counter(str(phash(Image.open(path))) for path in sorted(pathlib.Path(sys.argv[1]).glob("*.png")))
print(name)
`;

/** The pass and what ran it; null where Python or its packages are missing. */
export const perceptualHashes = (folder: string): (Timed & { name: string }) | null => {
  const run = timed("/usr/bin/python3", ["-c", PROGRAM, folder]);
  return run.status === 0 ? { ...run, name: run.stdout.trim() } : null;
};
