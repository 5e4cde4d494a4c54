"""Trains the sample runs: `python3 samples/make/make_samples.py` for all of them, with names for these."""
import argparse
import time
from pathlib import Path

import torch

from runs import RUNS
from sheet import write_sheet
from train import train

_HEADER = "step,scoreGenerator,scoreDiscriminator,lossGenerator,lossDiscriminator"


def make(run, folder, rows):
    """Writes the log up to its `rows`-th row, and the sheets up to there."""
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "log.csv", "w") as log:
        print(_HEADER, file=log)
        for kind, *made in train(run):
            if kind == "real":
                write_sheet(folder / "real_samples.png", *made)
            elif kind == "checkpoint":
                step, images = made
                write_sheet(folder / f"fake_samples_step_{step:06d}.png", images)
            else:
                step, values = made
                print(step, *(f"{value:.5f}" for value in values), sep=",", file=log, flush=True)
                rows -= 1
                if rows == 0:
                    return


names = [run.name for run in RUNS]
parser = argparse.ArgumentParser(description="Trains the sample runs.")
parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(names)}; all of them where none is named")
parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parent.parent, help="folder of the runs' folders")
parser.add_argument("--rows", type=int, default=-1, help="stop after so many rows of the log")
wanted = parser.parse_args()
if unknown := set(wanted.names) - set(names):
    parser.error(f"expected names of {', '.join(names)} but received {', '.join(sorted(unknown))}")
# With one thread the sums are added in one order: the same bytes again on one machine.
torch.set_num_threads(1)
torch.set_flush_denormal(True)
torch.use_deterministic_algorithms(True)
for run in RUNS:
    if not wanted.names or run.name in wanted.names:
        start = time.monotonic()
        make(run, wanted.out / run.name, wanted.rows)
        print(f"{run.name}: {time.monotonic() - start:.0f} s", flush=True)
