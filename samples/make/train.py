"""Trains a run and tells what it made, in order; writes nothing."""
import torch

from drawings import drawings
from gan import BATCH, Gan

_CHECKPOINTS = 10
_LOG_ROWS = 500
_DRAWINGS = 8192
_TILES = 64


def train(run):
    """Yields ("real", images), ("checkpoint", step, images of the same latents each time, before that step is trained) and
    ("row", steps trained, mean values since the row before). Images are _TILES x 3 x side x side values in [-1, 1]; the values are
    scoreGenerator, scoreDiscriminator, lossGenerator and lossDiscriminator."""
    torch.manual_seed(run.seed)
    real = torch.from_numpy(drawings(_DRAWINGS, run.seed))
    gan = Gan(run.settings)
    yield "real", real[:_TILES].numpy()
    latents = gan.latents(_TILES)
    every = run.steps // _LOG_ROWS
    row = torch.zeros(4, dtype=torch.float64)
    for step in range(run.steps + 1):
        if step % (run.steps // _CHECKPOINTS) == 0:
            yield "checkpoint", step, gan.generate(latents)
        if step == run.steps:
            return
        if step == run.change_step:
            gan.change(run.change)
        seen_real, seen_fake, loss_g, loss_d = gan.step(real[torch.randint(len(real), (BATCH,))])
        score_d = seen_real / 2 + (1 - seen_fake) / 2
        row += torch.tensor([seen_fake, score_d, loss_g, loss_d], dtype=torch.float64) / every
        if (step + 1) % every == 0:
            yield "row", step + 1, row.tolist()
            row.zero_()
