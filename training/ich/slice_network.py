"""What the networks have in common: three heads on features, and an auxiliary map half way for dense supervision.

class-maps  1x1 convolution on the last features -> six maps -> log-sum-exp pooling (default)
gap         global average -> dense six
fc4096      flattened -> 4096 -> 4096 -> six, the paper's head of VGG-16 (times the width); for one input size
"""
import math
from collections import OrderedDict

import torch
import torch.nn as nn
import torch.nn.functional as F

from .errors import DataError
from .layers import Convolutions, TorchWay
from .precision import in_float32

HEADS = ("class-maps", "gap", "fc4096")


def log_sum_exp_pool(maps, r):
    """(1/r) log mean exp(r m): between the mean (r -> 0) and the maximum (r -> inf), and smooth."""
    flat = maps.flatten(2)
    return (torch.logsumexp(flat * r, 2) - math.log(flat.shape[2])) / r


class SliceNetwork(nn.Module):
    """`forward(x)` gives six logits; with `dense=True` also the class maps and the auxiliary maps (or None).
    `way` is another way through the network than TorchWay's (style.py).

    A network fills `blocks` (what unfreezes together), calls `add_heads`, and gives `features`.
    """

    architecture = ""
    heads = HEADS

    def __init__(self, width=1.0, head="class-maps", input_size=224, r=4.0, dropout=0.1, activation="sigmoid"):
        super().__init__()
        if head not in self.heads:
            raise DataError(f"{self.architecture} has the heads {', '.join(self.heads)}, not {head}")
        self.config = dict(architecture=self.architecture, width=width, head=head, input_size=input_size, r=r,
                           dropout=dropout, activation=activation)
        self.r, self.head_kind, self.dropout = r, head, dropout
        self.blocks = nn.ModuleList()

    def add_heads(self, channels, aux_channels):
        """The head on features of `channels`, and the auxiliary map on those of `aux_channels`."""
        self.aux = nn.Conv2d(aux_channels, 6, 1)
        nn.init.constant_(self.aux.bias, -3.0)
        if self.head_kind == "class-maps":
            self.head = nn.Conv2d(channels, 6, 1)
            nn.init.normal_(self.head.weight, std=0.01)
            nn.init.constant_(self.head.bias, -3.0)
        elif self.head_kind == "gap":
            self.head = nn.Linear(channels, 6)
        else:
            hidden, side = max(6, round(4096 * self.config["width"])), self.last_side(self.config["input_size"])
            self.head = nn.Sequential(OrderedDict(
                fc1=nn.Linear(channels * side * side, hidden), relu1=nn.ReLU(), drop1=nn.Dropout(0.5),
                fc2=nn.Linear(hidden, hidden), relu2=nn.ReLU(), drop2=nn.Dropout(0.5),
                predictions=nn.Linear(hidden, 6)))

    @property
    def has_bone(self):
        """Whether a fourth input channel is the bone window."""
        return self.config.get("bone", False)

    def add_bone(self):
        """A fourth input channel with weights of zero: what the network computes is as before until they learn."""
        first = next(layer for layer in self.blocks.modules() if isinstance(layer, nn.Conv2d))
        weight = first.weight.detach()
        first.weight = nn.Parameter(torch.cat([weight, torch.zeros_like(weight[:, :1])], 1))
        first.in_channels += 1
        self.config["bone"] = True

    @staticmethod
    def fits(size):
        """Whether images of this side come out even."""
        return size % 16 == 0

    @staticmethod
    def last_side(size):
        """The side of the last features under the heads `gap` and `fc4096`."""
        return size // 32

    def features(self, x, way):
        """(the last features, those of the auxiliary map) of `x` along a way (layers.py)."""
        raise NotImplementedError

    def convolutions(self):
        """(name, ConvBn) of the layers in order; the head's are not among them."""
        way = Convolutions()
        self.features(None, way)
        return way.found

    def forward(self, x, dense=False, way=None):
        x, half_way = self.features(x, way or TorchWay())
        aux, maps = self.aux(half_way) if dense else None, None
        if self.head_kind == "class-maps":
            with in_float32(x.device):  # what is shown to a reader, and exponentials: bfloat16 has three digits
                maps = self.head(F.dropout2d(x.float(), self.dropout, self.training))
                logits = log_sum_exp_pool(maps, self.r)
        elif self.head_kind == "gap":
            logits = self.head(F.dropout(x.mean((2, 3)), self.dropout, self.training))
        else:  # flattened as NHWC, so that the exported dense kernel fits a channels-last graph
            logits = self.head(x.permute(0, 2, 3, 1).flatten(1))
        return (logits, maps, aux) if dense else logits

    def set_frozen_blocks(self, count):
        """Staged unfreezing: the first `count` blocks neither learn nor move their batch statistics."""
        for number, block in enumerate(self.blocks):
            frozen = number < count
            block.requires_grad_(not frozen)
            if self.training:
                block.train(not frozen)


def through_stages(stages, x, way):
    """(x behind all stages of named blocks, x behind the first stage, from which the auxiliary map is made)."""
    half_way = None
    for number, stage in enumerate(stages, 1):
        for name, block in stage.named_children():
            x = block.features(f"stage{number}_{name}", x, way)
        if number == 1:
            half_way = x
    return x, half_way
