"""What the network sees of a picture: edges and coarse colours, centred; the twin of src/embed/preprocess.ts."""
import torch
from torch.nn import functional as F

SIZE = 64
HALF, LATTICE = SIZE // 2, SIZE // 4
LARGEST_SHIFT = 5  # in the view of half the size
FLOOR = 20.0  # mean length of the gradient under which contrast is not raised
_TINY = 1e-6


def prepare(pixels):
    """n x 64 x 64 x 3 uint8 -> (edges n x 3 x 32 x 32, colours n x 3 x 16 x 16)"""
    count = len(pixels)
    half = pixels.view(count, HALF, 2, HALF, 2, 3).sum((2, 4)).permute(0, 3, 1, 2).float()
    length, *turned = _gradients(half)
    cells = F.avg_pool2d(length, 2)
    mean = cells.mean((2, 3), keepdim=True)
    nearby = F.avg_pool2d(F.pad(cells, (2, 2, 2, 2), mode="replicate"), 5, 1)
    scale = F.interpolate((nearby + mean) / 2 + FLOOR, scale_factor=2)
    edges = torch.cat([length, *turned], 1) / scale
    weight = cells / (cells + mean + _TINY)
    right, down = (_move(weight.sum(axis).flatten(1)) for axis in (2, 3))
    return _shifted(edges, right, down, filled=False), _opponents(_shifted(half, right, down, filled=True))


def _gradients(half):
    """Length of the colour gradient (Di Zenzo 1986), and the length times cosine and sine of twice its angle."""
    wide = F.pad(half, (1, 1, 1, 1), mode="replicate")
    across, along = wide[:, :, 1:-1, 2:] - wide[:, :, 1:-1, :-2], wide[:, :, 2:, 1:-1] - wide[:, :, :-2, 1:-1]
    xx, yy, xy = ((a * b).sum(1, keepdim=True) for a, b in ((across, across), (along, along), (across, along)))
    length = torch.sqrt(xx + yy)
    return length, (xx - yy) / (length + _TINY), 2 * xy / (length + _TINY)


def _move(profile):
    """n x 16 weights along an axis -> n whole steps that bring their centre to the middle."""
    at = torch.arange(LATTICE) - (LATTICE - 1) / 2
    offset = 2 * (profile * at).sum(1) / (profile.sum(1) + _TINY)
    return torch.floor(0.5 - offset).clamp(-LARGEST_SHIFT, LARGEST_SHIFT).long()


def _shifted(map, right, down, filled):
    """Moves maps of half the size; what comes in repeats the border, or is 0."""
    count, channels = map.shape[:2]
    at = torch.arange(HALF)
    rows, columns = at - down[:, None], at - right[:, None]
    inside = ((rows >= 0) & (rows < HALF))[:, None, :, None] & ((columns >= 0) & (columns < HALF))[:, None, None]
    rows = rows.clamp(0, HALF - 1)[:, None, :, None].expand(count, channels, HALF, HALF)
    columns = columns.clamp(0, HALF - 1)[:, None, None].expand(count, channels, HALF, HALF)
    moved = map.gather(2, rows).gather(3, columns)
    return moved if filled else moved * inside


def _opponents(half):
    """4 (R - G), 4 (B - (R + G) / 2) and 4 Y - 2 of mean colours in 0..1."""
    red, green, blue = (F.avg_pool2d(half, 2) / (4 * 255)).split(1, 1)
    return torch.cat([4 * (red - green), 4 * (blue - (red + green) / 2), 4 / 3 * (red + green + blue) - 2], 1)
