"""A checkpoint's averaged network, and its logits of a set of slices, in float32, with flip averaging if asked."""
import numpy as np
import torch

from .augment import normalize, resize, to_unit
from .metrics import studies_in_order
from .model import build


def averaged_network(content):
    """The network that a checkpoint's `content` ships: averaged weights, in evaluation mode."""
    model = build(content["config"])
    model.load_state_dict(content["ema"])
    return model.eval()


def checkpoint_scores(content, tensors, rows, size, flip, device="cpu", whole=False):
    """[len(rows), 6] label scores of a checkpoint's averaged network, neighbors seen as in its training; `whole`: a network in
    three dimensions sees all slices of a study in `rows`, which must be consecutive, and not three."""
    model = averaged_network(content).to(device, memory_format=torch.channels_last)
    if whole and hasattr(model, "of_studies"):
        return study_logits(model, tensors, rows, size, flip, device)
    raw = predict_logits(model, tensors, rows, size, flip=flip, device=device,
                         single_slice=content["run"].get("single_slice", False))
    return label_scores(raw, content["config"]["activation"])


@torch.no_grad()
def predict_logits(model, tensors, rows, size, flip=True, batch_size=32, device="cpu", single_slice=False):
    """[len(rows), outputs] logits of `model` (put into evaluation mode) at `size` pixels."""
    model = model.eval()
    out = []
    for start in range(0, len(rows), batch_size):
        pixels = torch.from_numpy(tensors.images(rows[start:start + batch_size], model.has_bone)).to(device)
        x = normalize(resize(to_unit(pixels, single_slice), size))
        logits = model(x)
        if flip:
            logits = (logits + model(x.flip(3))) / 2
        out.append(logits.float().cpu().numpy())
    return np.concatenate(out)


@torch.no_grad()
def study_logits(model, tensors, rows, size, flip=True, device="cpu"):
    """[len(rows), 6] logits of a network in three dimensions (put into evaluation mode), each study's slices at once, in their order."""
    model, out = model.eval(), np.empty((len(rows), 6), np.float32)
    for _, places in studies_in_order(tensors.studies[rows], tensors.positions[rows]):
        pixels = torch.from_numpy(np.ascontiguousarray(tensors.pixels[rows[places]][..., 1])).to(device)
        x = normalize(resize(pixels.float()[None] / 255, size))
        logits = model.of_studies(x)
        if flip:
            logits = (logits + model.of_studies(x.flip(3))) / 2
        out[places] = logits[0].float().cpu().numpy()
    return out


def label_scores(logits, activation):
    """Logits -> one score per label in the six labels' order; softmax's `any` is minus the logit odds of none."""
    if activation != "softmax":
        return logits
    shifted = np.exp(logits - logits.max(1, keepdims=True))
    p = shifted / shifted.sum(1, keepdims=True)
    scores = np.concatenate([1 - p[:, :1], p[:, 1:]], 1).clip(1e-7, 1 - 1e-7)
    return np.log(scores / (1 - scores))
