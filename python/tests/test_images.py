"""Whatever a training loop has for images becomes the pixels it means."""

from __future__ import annotations

import io
import unittest
from typing import Any

from gan_diversity import GanDiversityError
from gan_diversity.arrays import Ranges
from gan_diversity.images import LARGEST_BODY, Payload, Reading, payload_of
from helpers import FolderCase, read_npy, read_png

try:
    import numpy
except ImportError:
    numpy = None

try:
    from PIL import Image
except ImportError:
    Image = None

needs_numpy = unittest.skipIf(numpy is None, "NumPy is not installed")
needs_pillow = unittest.skipIf(Image is None, "Pillow is not installed")


class Tensor:
    """As much of torch.Tensor as is asked for."""

    def __init__(self, values: Any, half: bool = False) -> None:
        self.values, self.half, self.steps = values, half, []  # type: ignore[var-annotated]
        self.shape = values.shape

    def detach(self) -> Tensor:
        self.steps.append("detach")
        return self

    def cpu(self) -> Tensor:
        self.steps.append("cpu")
        return self

    def float(self) -> Tensor:
        self.half = False
        return self

    def numpy(self) -> Any:
        if self.half:
            raise TypeError("Got unsupported ScalarType BFloat16")
        return self.values


def payload(images: Any, ranges: Ranges | None = None, **settings: Any) -> Payload:
    return payload_of(images, Reading(ranges or Ranges(), **settings))


def batch(images: Any, ranges: Ranges | None = None, **settings: Any) -> Any:
    """The array that is sent, as NumPy reads it."""
    sent = payload(images, ranges, **settings)
    assert sent.content_type == "application/x-npy", sent.content_type
    shape, pixels = read_npy(sent.body)
    return numpy.frombuffer(pixels, dtype=numpy.uint8).reshape(shape)


@needs_numpy
class Arrays(unittest.TestCase):
    def setUp(self) -> None:
        self.images = numpy.random.default_rng(1).integers(0, 256, (16, 5, 7, 3), dtype=numpy.uint8)

    def test_bytes_are_sent_as_they_are_and_numpy_reads_them(self) -> None:
        sent = payload(self.images)
        self.assertTrue((numpy.load(io.BytesIO(sent.body)) == self.images).all())

    def test_channels_are_moved_to_the_end(self) -> None:
        self.assertTrue((batch(self.images.transpose(0, 3, 1, 2)) == self.images).all())

    def test_grey_images_may_come_without_a_channel(self) -> None:
        grey = self.images[..., 0]
        self.assertTrue((batch(grey) == grey[..., None]).all())
        self.assertTrue((batch(grey[:, None]) == grey[..., None]).all())

    def test_where_both_ends_could_be_channels_numpy_has_them_last_and_torch_first(self) -> None:
        tiny = numpy.arange(16 * 3 * 2 * 3, dtype=numpy.uint8).reshape(16, 3, 2, 3)
        self.assertTrue((batch(tiny) == tiny).all())
        self.assertTrue((batch(Tensor(tiny)) == tiny.transpose(0, 2, 3, 1)).all())
        self.assertTrue((batch(tiny, layout="NCHW") == tiny.transpose(0, 2, 3, 1)).all())

    def test_floats_are_read_by_what_the_run_has_shown(self) -> None:
        ranges = Ranges()
        between = numpy.array([0, 0.25, 0.5, 1], dtype=numpy.float32).reshape(1, 2, 2, 1)
        self.assertEqual(batch(between, ranges).ravel().tolist(), [0, 64, 128, 255])
        signed = numpy.array([-1, 0, 0.5, 1], dtype=numpy.float32).reshape(1, 2, 2, 1)
        self.assertEqual(batch(signed, ranges).ravel().tolist(), [0, 128, 191, 255])
        # A collapsed generator may draw no negative number, and its pictures do not change their look for it.
        self.assertEqual(batch(between, ranges).ravel().tolist(), [128, 159, 191, 255])

    def test_floats_up_to_255_are_read_as_such(self) -> None:
        values = numpy.array([0, 1, 128.4, 255.0]).reshape(1, 2, 2, 1)
        self.assertEqual(batch(values).ravel().tolist(), [0, 1, 128, 255])

    def test_a_resize_that_goes_a_little_below_zero_is_still_0_to_1(self) -> None:
        values = numpy.array([-0.03, 0, 1, 1.04]).reshape(1, 2, 2, 1)
        self.assertEqual(batch(values).ravel().tolist(), [0, 0, 255, 255])

    def test_a_named_range_wins_and_clips(self) -> None:
        values = numpy.array([-3, -2, 0, 2], dtype=numpy.float16).reshape(1, 2, 2, 1)
        self.assertEqual(batch(values, value_range=(-2, 2)).ravel().tolist(), [0, 0, 128, 255])

    def test_what_is_no_number_is_black(self) -> None:
        values = numpy.array([numpy.nan, numpy.inf, -1, 1], dtype=numpy.float32).reshape(1, 2, 2, 1)
        self.assertEqual(batch(values).ravel().tolist(), [0, 0, 0, 255])
        self.assertEqual(batch(values * numpy.nan).ravel().tolist(), [0, 0, 0, 0])

    def test_true_is_white(self) -> None:
        self.assertEqual(batch(numpy.array([[[[True]], [[False]]]])).ravel().tolist(), [255, 0])

    def test_whole_numbers_beyond_a_byte_are_asked_about(self) -> None:
        with self.assertRaisesRegex(GanDiversityError, r"0 to 255 but found 0 to 900.*value_range"):
            batch(numpy.array([0, 900]).reshape(1, 1, 2, 1))
        self.assertEqual(batch(numpy.array([0, 200]).reshape(1, 1, 2, 1)).ravel().tolist(), [0, 200])

    def test_tensors_are_detached_and_brought_to_the_cpu(self) -> None:
        tensor = Tensor(self.images.transpose(0, 3, 1, 2))
        self.assertTrue((batch(tensor) == self.images).all())
        self.assertEqual(tensor.steps, ["detach", "cpu"])

    def test_bfloat16_is_made_float_first(self) -> None:
        tensor = Tensor(numpy.full((2, 1, 2, 2), 0.5, dtype=numpy.float32), half=True)
        self.assertEqual(set(batch(tensor).ravel().tolist()), {128})

    def test_lists_of_single_images_and_of_batches_are_one_batch(self) -> None:
        self.assertTrue((batch(list(self.images)) == self.images).all())
        self.assertTrue((batch([self.images[:5], self.images[5:]]) == self.images).all())
        self.assertTrue((batch([Tensor(one.transpose(2, 0, 1)) for one in self.images]) == self.images).all())

    def test_the_range_of_a_list_is_that_of_all(self) -> None:
        images = [numpy.full((2, 2, 1), value, dtype=numpy.float32) for value in (0.5, -1)]
        self.assertEqual(batch(images)[:, 0, 0, 0].tolist(), [191, 0])

    def test_one_picture_by_itself_is_a_sheet(self) -> None:
        for sheet in (self.images[0], self.images[0].transpose(2, 0, 1)):
            sent = payload(sheet)
            self.assertEqual(sent.content_type, "image/png")
            self.assertEqual(read_png(sent.body), (5, 7, 2, self.images[0].tobytes()))
        self.assertEqual(read_png(payload(self.images[0, ..., 0]).body)[:3], (5, 7, 0))

    def test_what_was_sent_does_not_change_with_the_array(self) -> None:
        sent, before = payload(self.images), self.images.tobytes()
        self.images[:] = 0
        self.assertEqual(read_npy(sent.body)[1], before)

    def test_a_batch_that_is_too_large_is_halved_by_the_mean_until_it_fits(self) -> None:
        images = numpy.zeros((64, 1024, 512, 3), dtype=numpy.uint8)
        images[:, 0, 0] = 255
        sent = batch(images)
        self.assertLessEqual(sent.nbytes, LARGEST_BODY)
        self.assertEqual(sent.shape, (64, 512, 256, 3))
        self.assertEqual(sent[0, 0, 0].tolist(), [64, 64, 64])

    def test_shapes_that_are_no_images_are_refused_with_what_was_found(self) -> None:
        for shape in [(4,), (2, 5, 7, 9), (2, 2, 2, 2, 2), (0, 4, 4, 3)]:
            with self.subTest(shape=shape), self.assertRaisesRegex(GanDiversityError, "Next: "):
                payload(numpy.zeros(shape, dtype=numpy.uint8))
        with self.assertRaisesRegex(GanDiversityError, "one size"):
            payload([numpy.zeros((4, 4, 3)), numpy.zeros((4, 5, 3))])
        with self.assertRaisesRegex(GanDiversityError, "complex"):
            payload(numpy.zeros((2, 4, 4, 3), dtype=complex))
        with self.assertRaisesRegex(GanDiversityError, "layout"):
            payload(self.images, layout="HWC")
        with self.assertRaisesRegex(GanDiversityError, "value_range"):
            payload(self.images, value_range=(1, 1))


@needs_pillow
class Pictures(FolderCase):
    def picture(self, mode: str = "RGB", size: tuple[int, int] = (7, 5)) -> Any:
        return Image.new(mode, size, 0)

    def test_one_picture_is_a_sheet_that_pillow_reads_again(self) -> None:
        for mode, colour in [("RGB", (1, 2, 3)), ("L", 9), ("RGBA", (1, 2, 3, 4))]:
            image = Image.new(mode, (7, 5), colour)
            again = Image.open(io.BytesIO(payload(image).body))
            self.assertEqual((again.mode, again.size, again.getpixel((6, 4))), (mode, (7, 5), colour))

    def test_a_list_is_a_batch(self) -> None:
        shape, pixels = read_npy(payload([Image.new("RGB", (7, 5), (n, 0, 0)) for n in range(16)]).body)
        self.assertEqual(shape, (16, 5, 7, 3))
        self.assertEqual([pixels[n * 105] for n in range(16)], list(range(16)))

    def test_palettes_masks_and_opacity_are_understood(self) -> None:
        shapes = {mode: read_npy(payload([self.picture(mode)] * 2).body)[0][3] for mode in ("P", "1", "LA", "CMYK")}
        self.assertEqual(shapes, {"P": 3, "1": 1, "LA": 4, "CMYK": 3})

    def test_images_of_several_sizes_are_refused(self) -> None:
        with self.assertRaisesRegex(GanDiversityError, "5 x 7 x 3, 5 x 8 x 3"):
            payload([self.picture(), self.picture(size=(8, 5))])


class Files(FolderCase):
    KINDS = {
        "image/png": b"\x89PNG\r\n\x1a\nrest",
        "image/jpeg": b"\xff\xd8\xff\xe0rest",
        "image/webp": b"RIFF\0\0\0\0WEBPrest",
        "application/x-npy": b"\x93NUMPY\x01\0rest",
        "application/x-npz": b"PK\x03\x04rest",
    }

    def test_files_and_bytes_are_told_by_their_first_bytes_and_sent_as_they_are(self) -> None:
        for kind, body in self.KINDS.items():
            path = self.folder / "file.bin"
            path.write_bytes(body)
            for images in (body, bytearray(body), path, str(path)):
                self.assertEqual(payload(images), Payload(kind, body))

    def test_a_list_of_files_keeps_each_apart(self) -> None:
        png, jpeg = self.KINDS["image/png"], self.KINDS["image/jpeg"]
        sent = payload([png, jpeg])
        boundary = sent.content_type.split("boundary=")[1].encode()
        parts = sent.body.split(b"--" + boundary)
        self.assertEqual(len(parts), 4)
        self.assertTrue(parts[1].endswith(b"\r\n\r\n" + png + b"\r\n"))
        self.assertIn(b'name="images"; filename="00001.jpeg"', parts[2])
        self.assertIn(b"Content-Type: image/jpeg", parts[2])

    def test_what_is_no_picture_is_refused_with_the_next_step(self) -> None:
        for images in (b"GIF89a", self.folder / "missing.png", [], 7, {"a": 1}, [b"\x93NUMPY", b"\x93NUMPY"], ["a", 1]):
            with self.subTest(images=images), self.assertRaisesRegex(GanDiversityError, "Expected .* Next: "):
                payload(images)


if __name__ == "__main__":
    unittest.main()
