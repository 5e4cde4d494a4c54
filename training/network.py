"""The embedder: structure from lightness alone, appearance from structure and colour."""
import torch
from torch import nn
from torch.nn import functional as F

SIZE = 64
STRUCTURE, APPEARANCE = 256, 128
WIDTHS = (24, 40, 80, 128)
HIDDEN, COLOUR_HIDDEN = 384, 256
TAP8, TAP4 = 8, 32  # channels kept of the 8x8 and the 4x4 map, where position still counts


def preprocess(pixels):
    """batch x 3 x 64 x 64 in 0..1, centred -> batch x 4 x 64 x 64; the twin of src/embed/preprocess.ts."""
    red, green, blue = pixels[:, 0:1], pixels[:, 1:2], pixels[:, 2:3]
    luma = pixels.mean(1, keepdim=True)
    mean, deviation = luma.mean((2, 3), keepdim=True), luma.std((2, 3), keepdim=True)
    opponent = 4 * (red - green), 4 * (blue - (red + green) / 2)
    return torch.cat([(luma - mean) / (deviation + 0.04), *opponent, 4 * luma - 2], 1)


class Conv(nn.Sequential):
    def __init__(self, inputs, outputs, kernel=3, stride=1, padding=None, relu=True, scale=1.0):
        convolution = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2 if padding is None else padding, bias=False)
        norm = nn.BatchNorm2d(outputs)
        nn.init.constant_(norm.weight, scale)
        super().__init__(convolution, norm, *([nn.ReLU()] if relu else []))


class Stage(nn.Module):
    """Halves the side, then one residual block."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.down = Conv(inputs, outputs, 3, 2)
        self.a, self.b = Conv(outputs, outputs), Conv(outputs, outputs, relu=False, scale=0.2)

    def forward(self, x):
        x = self.down(x)
        return F.relu(x + self.b(self.a(x)))


def generalized_mean(x):
    return (x.clamp(min=1e-4) ** 3).mean((2, 3)) ** (1 / 3)


class Dense(nn.Sequential):
    def __init__(self, inputs, outputs):
        super().__init__(nn.Linear(inputs, outputs, bias=False), nn.BatchNorm1d(outputs), nn.ReLU())


class Embedder(nn.Module):
    def __init__(self):
        super().__init__()
        first, second, third, fourth = WIDTHS
        self.stem = Conv(1, first, 5, 2)
        self.l1, self.l2, self.l3 = Stage(first, second), Stage(second, third), Stage(third, fourth)
        self.tap8, self.tap4 = Conv(third, TAP8, 1, relu=False), Conv(fourth, TAP4, 1, relu=False)
        self.hidden = Dense(64 * TAP8 + 16 * TAP4 + third + fourth, HIDDEN)
        self.structure = nn.Linear(HIDDEN, STRUCTURE)
        self.c1, self.c2, self.c3 = Conv(4, 16, 4, 4, padding=0), Conv(16, 32, 3, 2), Conv(32, 64, 3, 2)
        self.colour = Dense(HIDDEN + 64 * 16, COLOUR_HIDDEN)
        self.appearance = nn.Linear(COLOUR_HIDDEN, APPEARANCE)

    def forward(self, pixels, half=False):
        """batch x 3 x 64 x 64 in 0..1 -> two batches of unit vectors."""
        x = preprocess(pixels).contiguous(memory_format=torch.channels_last)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):
            middle = self.l2(self.l1(self.stem(x[:, :1])))
            last = self.l3(middle)
            tap8, tap4, colour = self.tap8(middle), self.tap4(last), self.c3(self.c2(self.c1(x)))
        flat = lambda map: map.float().flatten(1)
        parts = flat(tap8), flat(tap4), generalized_mean(middle.float()), generalized_mean(last.float())
        hidden = self.hidden(torch.cat(parts, 1))
        structure = F.normalize(self.structure(hidden), dim=1)
        appearance = self.appearance(self.colour(torch.cat([hidden, flat(colour)], 1)))
        return structure, F.normalize(appearance, dim=1)
