"""The four runs: what is set differently, and how long they train."""
from dataclasses import dataclass, field, replace

from gan import Settings

_BALANCED = Settings()


@dataclass(frozen=True)
class Run:
    name: str
    seed: int
    steps: int
    settings: Settings
    # From this step on ...
    change_step: int = -1
    # ... these rates hold.
    change: dict = field(default_factory=dict)


RUNS = (
    Run("healthy", 1, 6000, _BALANCED),
    Run(
        "mode-collapse",
        1,
        3000,
        replace(_BALANCED, discriminator_channels=32, discriminator_rate=8e-4, noise=0.05, spectral_norm=True),
        1500,
        {"generator_rate": 1e-2, "discriminator_rate": 1e-4},
    ),
    Run(
        "discriminator-dominates",
        3,
        500,
        replace(_BALANCED, generator_channels=16, generator_rate=1e-5, discriminator_rate=1e-3, real_label=1, noise=0),
    ),
    Run(
        "generator-dominates",
        4,
        500,
        replace(_BALANCED, discriminator_channels=4, discriminator_rate=1e-6, generator_rate=1e-3, real_label=1, noise=0),
    ),
)
