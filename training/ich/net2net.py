"""Net2Net widening (Chen, Goodfellow & Shlens 2016): more channels, the same function."""
import torch

from .errors import DataError
from .model import build


def _mapping(old, new, generator):
    """For each new channel the old one it copies: first all old ones, then random repeats."""
    extra = torch.randint(old, (new - old,), generator=generator)
    return torch.cat([torch.arange(old), extra])


@torch.no_grad()
def widen(model, width, seed=0, noise=0.0):
    """A network of `width` that computes what `model` does (exactly so with noise 0).

    A repeated channel's outgoing weights are shared out evenly. `noise` (a share of each kernel's deviation) breaks the
    tie between copies, so that they can part in training; a few per cent is usual.
    """
    if model.config["architecture"] != "vgg16":
        raise DataError(f"widening is made for vgg16 alone, not for {model.config['architecture']}")
    if model.head_kind == "fc4096":
        raise DataError("widening isn't made for the fc4096 head; train it with --head class-maps or gap")
    if width < model.config["width"]:
        raise DataError(f"width {width} is narrower than the checkpoint's {model.config['width']}")
    wide = build({**model.config, "width": width})
    wide.eval()
    generator = torch.Generator().manual_seed(seed)
    incoming = torch.arange(4 if model.has_bone else 3)
    block3 = None

    def share(mapping):
        counts = torch.bincount(mapping)
        return (1.0 / counts[mapping]).float()

    for (name, source), (_, target) in zip(model.convolutions(), wide.convolutions()):
        outgoing = _mapping(source.conv.out_channels, target.conv.out_channels, generator)
        kernel = source.conv.weight[outgoing][:, incoming] * share(incoming)[None, :, None, None]
        if noise:
            kernel = kernel + torch.randn(kernel.shape, generator=generator) * kernel.std() * noise
        target.conv.weight.copy_(kernel)
        for key in ("weight", "bias", "running_mean", "running_var"):
            getattr(target.bn, key).copy_(getattr(source.bn, key)[outgoing])
        incoming = outgoing
        if name == "block3_conv3":
            block3 = outgoing
    wide.aux.weight.copy_(model.aux.weight[:, block3] * share(block3)[None, :, None, None])
    wide.aux.bias.copy_(model.aux.bias)
    head = model.head.weight[:, incoming]
    wide.head.weight.copy_(head * share(incoming).view(1, -1, *([1] * (head.ndim - 2))))
    wide.head.bias.copy_(model.head.bias)
    return wide
