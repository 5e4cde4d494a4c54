"""python3 train.py OUT --minutes M: trains the embedder on fresh procedural pictures; writes OUT.pt, OUT-<minute>.pt, OUT.tsv"""
import argparse
import copy
import math
import time

import torch

from batches import SAME, Batches
from losses import masks, pair_loss
from network import Embedder, structure_of, whole

WARM_UP, DECAY, AVERAGE = 100, 0.02, 0.9985
# part -> weights of contrast and of the pair loss; what the tool decides by weighs most
PARTS = {"whole": (0.5, 1.5), "structure": (0.5, 0.5), "quarters": (0.25, 0.25), "appearance": (0.25, 0.25)}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out")
    parser.add_argument("--minutes", type=float, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--every", type=float, default=5, help="minutes between checkpoints")
    parser.add_argument("--resume", help="a checkpoint to go on from, at its minute")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    net = Embedder().to(memory_format=torch.channels_last)
    # log scale and bias of the pair loss, for each part
    scales = torch.nn.Parameter(torch.tensor([[math.log(12.0), -8.0]] * len(PARTS)))
    average = copy.deepcopy(net)
    before, first = 0.0, 0
    if options.resume:
        state = torch.load(options.resume)
        net.load_state_dict(state["net"])
        average.load_state_dict(state["average"])
        scales.data.copy_(state["scales"])
        before, first = state["minute"], state["step"]
    matrices = [p for p in net.parameters() if p.ndim > 1]
    others = [p for p in net.parameters() if p.ndim == 1] + [scales]
    optimizer = torch.optim.AdamW(
        [{"params": matrices, "weight_decay": DECAY}, {"params": others, "weight_decay": 0}], lr=options.rate, betas=(0.9, 0.98)
    )
    loader = torch.utils.data.DataLoader(Batches(options.seed + first), batch_size=None, num_workers=options.workers, prefetch_factor=8)
    log = open(f"{options.out}.tsv", "w", buffering=1)
    print("minute", "step", "part", "contrast", "pair", "right", "together", "threshold", sep="\t", file=log)

    start, saved, step, sums = time.time() - 60 * before, before, first, torch.zeros(len(PARTS), 4)
    for edges, colours, state in loader:
        minute = (time.time() - start) / 60
        done = minute / options.minutes
        if done >= 1:
            break
        rate = options.rate * min(1, (step - first + 1) / WARM_UP) * (0.5 * (1 + math.cos(math.pi * done)) * 0.98 + 0.02)
        for group in optimizer.param_groups:
            group["lr"] = rate
        picture, quarters, appearance = net(edges, colours)
        structure = structure_of(picture, quarters)
        vectors = {"whole": whole(structure, appearance), "structure": structure, "quarters": quarters, "appearance": appearance}
        pairs = masks(state, SAME)
        loss = 0
        for part, (name, weights) in enumerate(PARTS.items()):
            contrast, pair, right, together = pair_loss(vectors[name], *pairs[name], *scales[part])
            loss = loss + weights[0] * contrast + weights[1] * pair
            sums[part] += torch.stack([contrast, pair, right, together]).detach()
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
        optimizer.step()
        step += 1
        follow(average, net, min(AVERAGE, (step + 1) / (step + 10)))
        if step % 100 == 0:
            for part, name in enumerate(PARTS):
                scale, bias = scales[part].tolist()
                values = [f"{value:.4f}" for value in (sums[part] / 100).tolist()]
                print(f"{minute:.2f}", step, name, *values, f"{-bias / math.exp(scale):.3f}", sep="\t", file=log)
            sums.zero_()
        if minute - saved >= options.every:
            saved = minute
            save(f"{options.out}-{minute:03.0f}.pt", average, net, scales, step, minute, options)
    save(f"{options.out}.pt", average, net, scales, step, options.minutes, options)


@torch.no_grad()
def follow(average, net, keep):
    """Exponential moving average of parameters and batch statistics."""
    for ours, theirs in zip(average.state_dict().values(), net.state_dict().values()):
        if ours.dtype.is_floating_point:
            ours.mul_(keep).add_(theirs, alpha=1 - keep)
        else:
            ours.copy_(theirs)


def save(path, average, net, scales, step, minute, options):
    state = {"average": average.state_dict(), "net": net.state_dict(), "scales": scales.data}
    torch.save({**state, "step": step, "minute": minute, "seed": options.seed}, path)


if __name__ == "__main__":
    main()
