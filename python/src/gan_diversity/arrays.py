"""NumPy arrays, and what can become one, as 8-bit pixels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .errors import GanDiversityError

#: [low, high] of the numbers that stand for black and white.
Range = tuple[float, float]
#: Images, height, width, channels.
Shape = tuple[int, int, int, int]

CHANNELS = (1, 3, 4)
# A resize or a layer without a limit goes a little below zero, and a generator of [-1, 1] far below.
_BELOW_ZERO = -0.05
_ABOVE_ONE = 2.0


class Ranges:
    """What the numbers of a run mean. Learnt from each batch, and kept: a batch that happens to hold no
    negative number is read like those before it."""

    def __init__(self) -> None:
        self.known: Range | None = None

    def of(self, low: float, high: float) -> Range:
        """:param low: the smallest number of the batch, and the largest"""
        if self.known is None or self.known == (0.0, 1.0):
            if low < _BELOW_ZERO:
                self.known = (-1.0, 1.0)
            elif high > _ABOVE_ONE:
                self.known = (0.0, 255.0)
            else:
                self.known = (0.0, 1.0)
        return self.known


def is_array(images: Any) -> bool:
    """Whether this is an array or tensor of some library."""
    return any(hasattr(images, name) for name in ("detach", "__array__", "numpy", "__array_interface__"))


def as_array(images: Any) -> Any:
    """A NumPy array, from a tensor on any device or anything that NumPy can read."""
    if hasattr(images, "detach"):
        images = images.detach()
        images = images.cpu() if hasattr(images, "cpu") else images
        try:
            return images.numpy()
        except TypeError:
            # NumPy has no bfloat16.
            return images.float().numpy()
    if hasattr(images, "astype") and hasattr(images, "tobytes"):
        return images
    if hasattr(images, "numpy"):
        return images.numpy()
    import numpy

    return numpy.asarray(images)


def axes(shape: Sequence[int], is_tensor: bool) -> str:
    """Which axis is which: a letter of N, C, H, W for each.

    :param is_tensor: of PyTorch, which counts channels first
    """
    first = {3: "CHW", 4: "NCHW"}.get(len(shape))
    last = {3: "HWC", 4: "NHWC"}.get(len(shape))
    if len(shape) == 2:
        return "HW"
    if first is None or last is None:
        raise GanDiversityError(
            f"Expected images of 2 to 4 dimensions but found the shape {tuple(shape)}. "
            "Next: pass n x height x width x channels, or n x channels x height x width"
        )
    could_be_first, could_be_last = shape[-3] in CHANNELS, shape[-1] in CHANNELS
    if could_be_first and (is_tensor or not could_be_last):
        return first
    if could_be_last:
        return last
    if len(shape) == 3:
        return "NHW"
    raise GanDiversityError(
        f"Expected 1, 3 or 4 channels but found the shape {tuple(shape)}. "
        "Next: pass n x height x width x channels, or n x channels x height x width"
    )


def pixels_of(arrays: Sequence[Any], layouts: Sequence[str], ranges: Ranges, given: Range | None) -> list[Any]:
    """Each array as uint8 of n x height x width x channels.

    :param layouts: which axis is which, for each
    :param given: the range that the caller named
    """
    import numpy

    kinds = {array.dtype.kind for array in arrays}
    if not kinds <= set("bBuif"):
        raise GanDiversityError(
            f"Expected numbers but found values of type {arrays[0].dtype}. Next: pass uint8 or floats"
        )
    if given is None and kinds == {"b"}:
        given = (0.0, 1.0)
    bytes_already = given is None and all(array.dtype == numpy.uint8 for array in arrays)
    if not bytes_already:
        limits = given or _range_of(arrays, kinds, ranges)
        arrays = [_to_bytes(array, limits) for array in arrays]
    return [_ordered(array, layout) for array, layout in zip(arrays, layouts)]


def halved(pixels: Any) -> Any:
    """Each 2 x 2 pixels as their mean. :param pixels: uint8, n x height x width x channels"""
    import numpy

    _, height, width, _ = pixels.shape
    even = pixels[:, : height // 2 * 2, : width // 2 * 2]
    sums = numpy.zeros(even[:, ::2, ::2].shape, dtype=numpy.uint16)
    for row in (0, 1):
        for column in (0, 1):
            sums += even[:, row::2, column::2]
    return ((sums + 2) // 4).astype(numpy.uint8)


def _range_of(arrays: Sequence[Any], kinds: set[str], ranges: Ranges) -> Range:
    import numpy

    low, high = float("inf"), float("-inf")
    for array in arrays:
        finite = array[numpy.isfinite(array)] if array.dtype.kind == "f" else array
        if finite.size:
            low, high = min(low, float(finite.min())), max(high, float(finite.max()))
    if "f" in kinds:
        return ranges.of(low, high)
    if low < 0 or high > 255:
        raise GanDiversityError(
            f"Expected whole numbers of 0 to 255 but found {low:g} to {high:g}. "
            "Next: pass value_range=(low, high), what black and white are"
        )
    return (0.0, 255.0)


def _to_bytes(array: Any, limits: Range) -> Any:
    import numpy

    low, high = limits
    values = array.astype(numpy.float32)
    # A generator that gives no numbers any more draws black, and is judged by it.
    values = numpy.where(numpy.isfinite(values), values, numpy.float32(low))
    return numpy.clip(numpy.rint((values - low) * (255.0 / (high - low))), 0, 255).astype(numpy.uint8)


def _ordered(array: Any, layout: str) -> Any:
    if "N" not in layout:
        layout, array = "N" + layout, array.reshape((1, *array.shape))
    if "C" not in layout:
        layout, array = layout + "C", array.reshape((*array.shape, 1))
    return array.transpose([layout.index(letter) for letter in "NHWC"])
