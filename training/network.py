"""The embedder: structure from edges alone, of the whole picture and of its four quarters; appearance from structure and colour."""
import torch
from torch import nn
from torch.nn import functional as F

GLOBAL, LOCAL, APPEARANCE = 128, 32, 128
STRUCTURE = GLOBAL + 4 * LOCAL
# Cosine of the whole = SHARE x cosine of structure + (1 - SHARE) x cosine of appearance.
SHARE = 0.75
# The same of structure: LOCAL_SHARE x the mean cosine of the four quarters, the rest of the whole picture.
LOCAL_SHARE = 0.5
WIDTHS = (16, 32, 64, 128)  # multiples of 16: what CPUs work on at once
HIDDEN, LOCAL_HIDDEN, COLOUR, COLOUR_HIDDEN = 384, 128, 32, 192
TAP8, TAP4 = 8, 32  # channels kept of the 8x8 and the 4x4 map, where position still counts


class Conv(nn.Sequential):
    def __init__(self, inputs, outputs, kernel=3, stride=1, relu=True, scale=1.0, padding=None):
        padding = kernel // 2 if padding is None else padding
        convolution = nn.Conv2d(inputs, outputs, kernel, stride, padding, bias=False)
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
        self.stem = Conv(3, first)
        self.l1, self.l2, self.l3 = Stage(first, second), Stage(second, third), Stage(third, fourth)
        self.tap8, self.tap4 = Conv(third, TAP8, 1, relu=False), Conv(fourth, TAP4, 1, relu=False)
        self.hidden = Dense(64 * TAP8 + 16 * TAP4 + third + fourth, HIDDEN)
        self.structure = nn.Linear(HIDDEN, GLOBAL)
        self.local8 = Conv(third, LOCAL_HIDDEN, 4, 4, relu=False, padding=0)
        self.local4 = Conv(fourth, LOCAL_HIDDEN, 2, 2, relu=False, padding=0)
        self.local = nn.Conv2d(LOCAL_HIDDEN, LOCAL, 1)
        self.c1, self.c2 = Conv(3, COLOUR, 3, 2), Conv(COLOUR, COLOUR, 3, 2)
        self.colour = Dense(HIDDEN + 16 * COLOUR, COLOUR_HIDDEN)
        self.appearance = nn.Linear(COLOUR_HIDDEN, APPEARANCE)

    def forward(self, edges, colours):
        """batch x 3 x 32 x 32 and batch x 3 x 16 x 16, as prepare.py makes them -> three batches of unit vectors."""
        middle = self.l2(self.l1(self.stem(edges.contiguous(memory_format=torch.channels_last))))
        last = self.l3(middle)
        colour = self.c2(self.c1(colours)).flatten(1)
        taps = self.tap8(middle).flatten(1), self.tap4(last).flatten(1)
        hidden = self.hidden(torch.cat([*taps, generalized_mean(middle), generalized_mean(last)], 1))
        appearance = self.appearance(self.colour(torch.cat([hidden, colour], 1)))
        # Each quarter has the same say, however much there is to be seen in it.
        quarters = F.normalize(self.local(F.relu(self.local8(middle) + self.local4(last))), dim=1)
        return F.normalize(self.structure(hidden), dim=1), quarters.flatten(1) / 2, F.normalize(appearance, dim=1)


def joined(parts, shares):
    """One unit vector, whose cosine is the mean of the parts' cosines, weighted by their shares."""
    return torch.cat([share**0.5 * part for part, share in zip(parts, shares)], 1)


def structure_of(whole_picture, quarters):
    return joined((whole_picture, quarters), (1 - LOCAL_SHARE, LOCAL_SHARE))


def whole(structure, appearance):
    """What the tool compares."""
    return joined((structure, appearance), (SHARE, 1 - SHARE))
