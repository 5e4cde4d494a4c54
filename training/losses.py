"""What is asked of a batch of embeddings: the two views of a content meet, everything else stays apart."""
import torch
from torch.nn import functional as F

TEMPERATURE, HARDEST = 0.04, 16
_FAR = -1e4


def pair_loss(vectors, positive, ignored, scale, bias):
    """InfoNCE for ranking plus a sigmoid pair loss, which makes one threshold fit all kinds of pictures.

    vectors: 2n x d unit, the second n being the second views. positive, ignored: 2n x 2n boolean; ignored pairs are left
    out of both terms. Rows without a positive take part as negatives only.
    Returns (contrast, pair loss, share of rows whose nearest other row is their positive, mean similarity of positives).
    """
    similarity = vectors @ vectors.t()
    rows = positive.any(1)
    logits = (similarity / TEMPERATURE).masked_fill(ignored, _FAR)
    contrast = F.cross_entropy(logits[rows], positive[rows].float().argmax(1))
    scores = scale.exp() * similarity + bias
    apart = F.softplus(scores.masked_fill(positive | ignored, _FAR).topk(HARDEST, 1)[0]).sum(1).mean()
    together = F.softplus(-scores[positive]).mean()
    right = (logits.argmax(1) == positive.float().argmax(1))[rows].float().mean()
    return contrast, together + apart / 4, right, similarity[positive].mean()


def masks(states, same):
    """Positive and ignored pairs of every part of PARTS in train.py, from the state of each content's second view.

    A recoloured twin is the same for all but appearance, of which it says nothing.
    """
    count = len(states)
    eye = torch.eye(2 * count, dtype=torch.bool)
    content = torch.arange(2 * count) % count
    twin = (content[:, None] == content[None]) & ~eye
    appearance = twin & (states.repeat(2) == same)[:, None]
    alike = (twin, eye)
    return {"whole": alike, "structure": alike, "quarters": alike, "appearance": (appearance, eye | (twin & ~appearance))}
