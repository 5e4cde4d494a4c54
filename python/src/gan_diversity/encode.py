"""Pixels as files: NumPy's .npy and PNG, written without NumPy or Pillow."""

from __future__ import annotations

import struct
import zlib

_PNG_COLOUR = {1: 0, 3: 2, 4: 6}


def npy(shape: tuple[int, int, int, int], pixels: bytes) -> bytes:
    """A .npy file of uint8.

    :param shape: images, height, width, channels
    :param pixels: in that order, the last axis fastest
    """
    header = f"{{'descr': '|u1', 'fortran_order': False, 'shape': {tuple(shape)!r}, }}".encode("latin1")
    # The data begin at a multiple of 64 bytes.
    header += b" " * (-(10 + len(header) + 1) % 64) + b"\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header + pixels


def png(height: int, width: int, channels: int, pixels: bytes) -> bytes:
    """A PNG of 8 bits.

    :param channels: 1 (grey), 3 (RGB) or 4 (RGB and opacity)
    :param pixels: height x width x channels, rows from the top
    """
    row = width * channels
    lines = b"".join(b"\0" + pixels[at : at + row] for at in range(0, height * row, row))
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, _PNG_COLOUR[channels], 0, 0, 0)),
            _chunk(b"IDAT", zlib.compress(lines, 3)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
