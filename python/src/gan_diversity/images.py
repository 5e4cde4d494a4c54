"""Whatever a training loop has for images, as the body of one request."""

from __future__ import annotations

import os
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from . import encode
from .arrays import CHANNELS, Range, Ranges, as_array, axes, halved, is_array, pixels_of
from .errors import GanDiversityError

#: What a request may hold, bytes; the tool takes 64 MiB.
LARGEST_BODY = 48 * 2**20
_LAYOUTS = ("NCHW", "NHWC", "NHW", "CHW", "HWC", "HW")
_SIDE_THAT_STAYS = 128


@dataclass(frozen=True)
class Payload:
    """The body of a request. :ivar content_type: what it is"""

    content_type: str
    body: bytes


@dataclass(frozen=True)
class Reading:
    """How numbers are read. :ivar ranges: what earlier batches of the run have shown"""

    ranges: Ranges
    value_range: Range | None = None
    layout: str | None = None


def payload_of(images: Any, reading: Reading) -> Payload:
    """Copies everything: the caller may change the images afterwards.

    :raises GanDiversityError: where it can not tell what they are
    """
    _check(reading)
    if isinstance(images, (str, os.PathLike)):
        return _named(_read(images), os.fspath(images))
    if isinstance(images, (bytes, bytearray, memoryview)):
        return _named(bytes(images), "the bytes")
    if _is_pil(images):
        return _sheet(*_pil_pixels(images))
    if is_array(images):
        return _of_arrays([images], reading)
    if isinstance(images, (list, tuple)):
        return _of_list(images, reading)
    raise GanDiversityError(
        f"Expected images but found {type(images).__name__}. Next: pass a NumPy array, a tensor, PIL images, "
        "a list of them, a path, or the bytes of a PNG"
    )


def _check(reading: Reading) -> None:
    if reading.layout is not None and reading.layout not in _LAYOUTS:
        raise GanDiversityError(
            f"Expected one of {', '.join(_LAYOUTS)} for layout but found {reading.layout!r}. Next: name one of them"
        )
    limits = reading.value_range
    if limits is not None and not (len(limits) == 2 and limits[0] < limits[1]):
        raise GanDiversityError(
            f"Expected (low, high) with low < high for value_range but found {limits!r}. Next: pass such as (-1, 1)"
        )


def _of_list(images: Sequence[Any], reading: Reading) -> Payload:
    if not images:
        raise GanDiversityError("Expected images but found an empty list. Next: pass some, or None for scores alone")
    if all(isinstance(image, (str, os.PathLike)) for image in images):
        return _multipart([_read(image) for image in images])
    if all(isinstance(image, (bytes, bytearray)) for image in images):
        return _multipart([bytes(image) for image in images])
    if all(_is_pil(image) for image in images):
        return _batch_of_pil(images)
    if all(is_array(image) for image in images):
        return _of_arrays(images, reading)
    kinds = sorted({type(image).__name__ for image in images})
    raise GanDiversityError(
        f"Expected a list of one kind of images but found {', '.join(kinds)}. Next: pass arrays, tensors or PIL images"
    )


def _of_arrays(images: Sequence[Any], reading: Reading) -> Payload:
    arrays = [as_array(image) for image in images]
    layouts = [reading.layout or axes(array.shape, hasattr(image, "detach")) for array, image in zip(arrays, images)]
    for array, layout in zip(arrays, layouts):
        if len(layout) != len(array.shape) or 0 in array.shape:
            raise GanDiversityError(
                f"Expected {layout} but found the shape {tuple(array.shape)}. Next: name the axes with layout="
            )
    parts = pixels_of(arrays, layouts, reading.ranges, reading.value_range)
    sizes = sorted({part.shape[1:] for part in parts})
    if len(sizes) > 1:
        raise _unlike(sizes)
    if sizes[0][2] not in CHANNELS:
        raise GanDiversityError(
            f"Expected 1, 3 or 4 channels but found {sizes[0][2]}. Next: name the axes with layout="
        )
    # One picture by itself is a sheet of many, as torchvision's make_grid makes it.
    if len(parts) == 1 and "N" not in layouts[0]:
        _, height, width, channels = parts[0].shape
        return _sheet(height, width, channels, parts[0].tobytes())
    while sum(part.nbytes for part in parts) > LARGEST_BODY and min(parts[0].shape[1:3]) >= 2 * _SIDE_THAT_STAYS:
        parts = [halved(part) for part in parts]
    count = sum(part.shape[0] for part in parts)
    height, width, channels = parts[0].shape[1:]
    return _batch((count, height, width, channels), b"".join(part.tobytes() for part in parts))


def _batch_of_pil(images: Sequence[Any]) -> Payload:
    drawn = [_pil_pixels(image) for image in images]
    sizes = sorted({image[:3] for image in drawn})
    if len(sizes) > 1:
        raise _unlike(sizes)
    height, width, channels = sizes[0]
    return _batch((len(drawn), height, width, channels), b"".join(image[3] for image in drawn))


def _unlike(sizes: Sequence[tuple[int, ...]]) -> GanDiversityError:
    found = ", ".join(" x ".join(map(str, size)) for size in sizes[:3])
    return GanDiversityError(
        f"Expected images of one size but found {found} (height x width x channels). Next: resize them to one"
    )


def _is_pil(image: Any) -> bool:
    return hasattr(image, "getbands") and hasattr(image, "convert")


def _pil_pixels(image: Any) -> tuple[int, int, int, bytes]:
    """Height, width, channels and pixels."""
    if image.mode not in ("L", "RGB", "RGBA"):
        clear = image.mode in ("LA", "PA") or "transparency" in getattr(image, "info", {})
        image = image.convert("RGBA" if clear else "L" if image.mode in ("1", "I", "F") else "RGB")
    width, height = image.size
    return height, width, len(image.getbands()), image.tobytes()


def _sheet(height: int, width: int, channels: int, pixels: bytes) -> Payload:
    return Payload("image/png", encode.png(height, width, channels, pixels))


def _batch(shape: tuple[int, int, int, int], pixels: bytes) -> Payload:
    return Payload("application/x-npy", encode.npy(shape, pixels))


def _read(path: str | os.PathLike[str]) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise GanDiversityError(
            f"Expected a picture at {os.fspath(path)} but it can not be read: {error.strerror}. Next: check the path"
        ) from error


def _kind(body: bytes) -> str | None:
    if body.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if body.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "image/webp"
    if body.startswith(b"\x93NUMPY"):
        return "application/x-npy"
    if body.startswith(b"PK\x03\x04"):
        return "application/x-npz"
    return None


def _named(body: bytes, name: str) -> Payload:
    kind = _kind(body)
    if kind is None:
        raise GanDiversityError(
            f"Expected a PNG, JPEG, WebP, .npy or .npz but {name} is none by its first bytes. "
            "Next: save the sheet as PNG, or pass the array itself"
        )
    return Payload(kind, body)


def _multipart(files: Sequence[bytes]) -> Payload:
    """Single images, each a file of its own."""
    boundary = uuid.uuid4().hex
    parts: list[bytes] = []
    for index, body in enumerate(files):
        kind = _named(body, f"number {index + 1}").content_type
        if not kind.startswith("image/"):
            raise GanDiversityError(
                "Expected a list of pictures but found a NumPy file in it. Next: log the file by itself"
            )
        ending = kind.split("/")[1]
        parts.append(
            f'--{boundary}\r\nContent-Disposition: form-data; name="images"; filename="{index:05d}.{ending}"\r\n'
            f"Content-Type: {kind}\r\n\r\n".encode()
            + body
            + b"\r\n"
        )
    parts.append(f"--{boundary}--\r\n".encode())
    return Payload(f"multipart/form-data; boundary={boundary}", b"".join(parts))
