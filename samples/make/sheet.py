"""Writes images as a sheet in the layout of torchvision's save_image: 8 x 8 tiles, 2 black pixels around each."""
import numpy as np
from PIL import Image

_COLUMNS = 8
_PADDING = 2


def write_sheet(path, images):
    """images: 64 x 3 x height x width values in [-1, 1]. Written with a palette: the 255 colours that fit the tiles, and black."""
    count, _, height, width = images.shape
    pixels = np.rint((np.clip(images, -1, 1) + 1) / 2 * 255).astype(np.uint8).transpose(0, 2, 3, 1)
    tiles = Image.fromarray(pixels.reshape(count * height, width, 3)).quantize(255, Image.MAXCOVERAGE, 3, dither=0)
    rows, pitch_y, pitch_x = count // _COLUMNS, height + _PADDING, width + _PADDING
    black = 255
    sheet = np.full((_PADDING + rows * pitch_y, _PADDING + _COLUMNS * pitch_x), black, np.uint8)
    for index, tile in enumerate(np.asarray(tiles).reshape(count, height, width)):
        top, left = _PADDING + index // _COLUMNS * pitch_y, _PADDING + index % _COLUMNS * pitch_x
        sheet[top : top + height, left : left + width] = tile
    image = Image.fromarray(sheet, "P")
    colours = (tiles.getpalette() or [])[: 255 * 3]
    image.putpalette(colours + [0] * (256 * 3 - len(colours)))
    image.save(path, optimize=True)
