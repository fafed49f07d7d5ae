"""Inception v3 (Szegedy et al. 2015): blocks of parallel branches (1x1, 5x5, 3x3 twice, 1x7 with 7x1, average pool), at a width multiplier.

Channels and branches as published, without the auxiliary classifier. Not so: images are padded everywhere, so that sides are halved and
not cropped. Under class maps the last reduction keeps its side (convolutions at stride 1, the input itself in the place of its pool), so
that the maps lie at a sixteenth. The auxiliary map is after the blocks at an eighth.
"""
from collections import OrderedDict

import torch.nn as nn

from .layers import ConvBn
from .slice_network import SliceNetwork, through_stages

#: A branch is its steps: (channels, kernel, stride), "average" or "max"; a list at its end fans out. "max" halves the side.
STEM = ((32, 3, 2), (32, 3, 1), (64, 3, 1), "max", (80, 1, 1), (192, 3, 1), "max")


def _a(pooled):
    return ([(64, 1, 1)], [(48, 1, 1), (64, 5, 1)], [(64, 1, 1), (96, 3, 1), (96, 3, 1)], ["average", (pooled, 1, 1)])


def _c(inside):
    wide, high = (inside, (1, 7), 1), (inside, (7, 1), 1)
    return ([(192, 1, 1)], [(inside, 1, 1), wide, (192, (7, 1), 1)], [(inside, 1, 1), high, wide, high, (192, (1, 7), 1)], ["average", (192, 1, 1)])


def _d(stride):
    return ([(192, 1, 1), (320, 3, stride)], [(192, 1, 1), (192, (1, 7), 1), (192, (7, 1), 1), (192, 3, stride)], ["max"] if stride == 2 else [])


_B = ([(384, 3, 2)], [(64, 1, 1), (96, 3, 1), (96, 3, 2)], ["max"])
_FAN = [(384, (1, 3), 1), (384, (3, 1), 1)]
_E = ([(320, 1, 1)], [(384, 1, 1), _FAN], [(448, 1, 1), (384, 3, 1), _FAN], ["average", (192, 1, 1)])


class Branches(nn.Module):
    """Branches over one input, joined by channels: `outputs` of them."""

    def __init__(self, inputs, branches, width):
        super().__init__()
        self.steps, self.outputs = [], 0
        for number, branch in enumerate(branches, 1):
            channels, steps = inputs, []
            for at, step in enumerate(branch, 1):
                names = []
                for fan, one in enumerate(step if isinstance(step, list) else [step]):
                    name = f"branch{number}_{at}{'ab'[fan] if isinstance(step, list) else ''}"
                    if one in ("average", "max"):
                        name = f"{name}_{one}"
                    else:
                        self.add_module(name, ConvBn(channels, max(1, round(one[0] * width)), one[1], one[2]))
                    names.append(name)
                steps.append(names)
                convs = [getattr(self, name) for name in names if hasattr(self, name)]
                channels = sum(conv.conv.out_channels for conv in convs) if convs else channels
            self.steps.append(steps)
            self.outputs += channels

    def step(self, name, part, x, way):
        if part.endswith("_average"):
            return way.average(f"{name}_{part}", x)
        if part.endswith("_max"):
            return way.pool(f"{name}_{part}", x, 3)
        return way.conv(f"{name}_{part}", getattr(self, part), x)

    def features(self, name, x, way):
        found = []
        for steps in self.steps:
            values = [x]
            for parts in steps:
                values = [self.step(name, part, values[0], way) for part in parts]
            found += values
        return way.concat(f"{name}_join", found)


class InceptionV3(SliceNetwork):
    architecture = "inception-v3"
    heads = ("class-maps", "gap")

    def __init__(self, width=1.0, head="class-maps", input_size=299, r=4.0, dropout=0.1, activation="sigmoid"):
        super().__init__(width, head, input_size, r, dropout, activation)
        inputs, stem = 3, OrderedDict()
        for number, step in enumerate(STEM, 1):
            if step != "max":
                outputs = max(1, round(step[0] * width))
                stem[f"conv{number}"] = ConvBn(inputs, outputs, step[1], step[2])
                inputs = outputs
        self.blocks.append(nn.Sequential(stem))
        aux_channels = 0
        for stage in ((_a(32), _a(64), _a(64)), (_B, _c(128), _c(160), _c(160), _c(192)), (_d(1 if head == "class-maps" else 2), _E, _E)):
            layers = OrderedDict()
            for number, branches in enumerate(stage, 1):
                block = layers[f"block{number}"] = Branches(inputs, branches, width)
                inputs = block.outputs
            self.blocks.append(nn.Sequential(layers))
            aux_channels = aux_channels or inputs
        self.add_heads(inputs, aux_channels)

    def features(self, x, way):
        stem, *stages = self.blocks
        for number, step in enumerate(STEM, 1):
            name = f"stem_{number}"
            x = way.pool(name, x, 3) if step == "max" else way.conv(name, getattr(stem, f"conv{number}"), x)
        return through_stages(stages, x, way)
