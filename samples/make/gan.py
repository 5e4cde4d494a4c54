"""A small convolutional generator and discriminator (DCGAN), trained with the usual non-saturating cross-entropy."""
from copy import deepcopy
from dataclasses import dataclass, replace

import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits
from torch.nn.utils.parametrizations import spectral_norm

BATCH = 32
# Part that the averaged generator keeps of itself in a step.
_KEPT = 0.98


@dataclass(frozen=True)
class Settings:
    latent_dimension: int = 64
    # Channels of the layer next to the picture; each layer further away has twice as many.
    generator_channels: int = 32
    discriminator_channels: int = 24
    generator_rate: float = 4e-4
    discriminator_rate: float = 1.5e-4
    # Label of real images for the discriminator; under 1 is one-sided smoothing.
    real_label: float = 0.9
    # Standard deviation of the noise on every picture that the discriminator sees; pictures lie in [-1, 1].
    noise: float = 0.2
    # The discriminator's layers are normed by their spectrum, not by the batch.
    spectral_norm: bool = False


class Generator(nn.Sequential):
    def __init__(self, latent_dimension, channels):
        super().__init__(
            nn.Linear(latent_dimension, 4 * channels * 16, bias=False),
            nn.Unflatten(1, (4 * channels, 4, 4)),
            *_normed(4 * channels, nn.ReLU()),
            nn.ConvTranspose2d(4 * channels, 2 * channels, 4, 2, 1, bias=False),
            *_normed(2 * channels, nn.ReLU()),
            nn.ConvTranspose2d(2 * channels, channels, 4, 2, 1, bias=False),
            *_normed(channels, nn.ReLU()),
            nn.ConvTranspose2d(channels, 3, 4, 2, 1),
            nn.Tanh(),
        )


class Discriminator(nn.Sequential):
    """Logits: above 0 is "real"."""

    def __init__(self, channels, by_spectrum):
        layers = [nn.Conv2d(3, channels, 4, 2, 1), nn.LeakyReLU(0.2)]
        for inputs in (channels, 2 * channels):
            convolution = nn.Conv2d(inputs, 2 * inputs, 4, 2, 1, bias=by_spectrum)
            layers += [convolution, nn.LeakyReLU(0.2)] if by_spectrum else [convolution, *_normed(2 * inputs, nn.LeakyReLU(0.2))]
        super().__init__(*layers, nn.Flatten(), nn.Linear(4 * channels * 16, 1))
        if by_spectrum:
            for layer in self:
                if isinstance(layer, (nn.Conv2d, nn.Linear)):
                    spectral_norm(layer)


def _normed(channels, activation):
    """By the batch, in training and for the sheets."""
    return nn.BatchNorm2d(channels, track_running_stats=False), activation


class Gan:
    def __init__(self, settings):
        self.settings = settings
        self._generator = Generator(settings.latent_dimension, settings.generator_channels)
        self._discriminator = Discriminator(settings.discriminator_channels, settings.spectral_norm)
        self._averaged = deepcopy(self._generator)
        self._adam_g = torch.optim.Adam(self._generator.parameters(), settings.generator_rate, (0.5, 0.999))
        self._adam_d = torch.optim.Adam(self._discriminator.parameters(), settings.discriminator_rate, (0.5, 0.999))

    def change(self, rates):
        """Goes on with other settings, of which only the rates may differ."""
        self.settings = replace(self.settings, **rates)
        self._adam_g.param_groups[0]["lr"] = self.settings.generator_rate
        self._adam_d.param_groups[0]["lr"] = self.settings.discriminator_rate

    def latents(self, count):
        return torch.randn(count, self.settings.latent_dimension)

    def generate(self, latents):
        """What the averaged generator makes of them: count x 3 x side x side values in [-1, 1]."""
        with torch.no_grad():
            return self._averaged(latents).numpy()

    def step(self, real):
        """One update of both. Returns the mean probabilities of real and of generated images, taken before the update, and the losses
        of generator and discriminator (nats)."""
        fake = self._generator(self.latents(len(real)))
        seen_real, seen_fake = self._judge(real), self._judge(fake.detach())
        loss_d = _loss(seen_real, self.settings.real_label) + _loss(seen_fake, 0)
        _update(self._adam_d, loss_d)
        loss_g = _loss(self._judge(fake), 1)
        _update(self._adam_g, loss_g)
        self._average()
        return _mean_probability(seen_real), _mean_probability(seen_fake), loss_g.item(), loss_d.item()

    def _judge(self, images):
        return self._discriminator(images + self.settings.noise * torch.randn_like(images))

    @torch.no_grad()
    def _average(self):
        for mean, now in zip(self._averaged.parameters(), self._generator.parameters()):
            mean.lerp_(now, 1 - _KEPT)


def _update(adam, loss):
    adam.zero_grad()
    loss.backward()
    adam.step()


def _loss(logits, label):
    return binary_cross_entropy_with_logits(logits, torch.full_like(logits, label))


def _mean_probability(logits):
    return torch.sigmoid(logits.detach()).mean().item()
