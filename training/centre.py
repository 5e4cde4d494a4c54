"""Shifts a picture so that the centre of its structure lies in the middle; the twin of src/embed/centre.ts."""
import cv2
import numpy as np

BLUR_SIGMA, LARGEST_SHIFT = 1.5, 10


def centre(picture):
    """size x size x 3 uint8 -> the same, moved by at most LARGEST_SHIFT pixels; borders are repeated."""
    size = len(picture)
    smooth = cv2.GaussianBlur(picture.astype(np.float32).mean(2), (0, 0), BLUR_SIGMA)
    energy = cv2.Sobel(smooth, cv2.CV_32F, 1, 0) ** 2 + cv2.Sobel(smooth, cv2.CV_32F, 0, 1) ** 2
    total, at, middle = energy.sum() + 1e-6, np.arange(size), (size - 1) / 2
    right = np.clip(middle - (energy.sum(0) * at).sum() / total, -LARGEST_SHIFT, LARGEST_SHIFT)
    down = np.clip(middle - (energy.sum(1) * at).sum() / total, -LARGEST_SHIFT, LARGEST_SHIFT)
    move = np.float32([[1, 0, right], [0, 1, down]])
    return cv2.warpAffine(picture, move, (size, size), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
