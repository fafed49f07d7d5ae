"""VGG-16 (13 convolutions, batch norm) at a width multiplier, with three heads.

class-maps  1x1 convolution on the last feature map BEFORE block5_pool -> six maps -> log-sum-exp pooling (default)
gap         block5_pool -> global average -> dense six
fc4096      block5_pool -> flattened -> 4096 -> 4096 -> six, the paper's head (times the width); for one input size
"""
import math
from collections import OrderedDict

import torch
import torch.nn as nn
import torch.nn.functional as F

BLOCKS = ((64, 2), (128, 2), (256, 3), (512, 3), (512, 3))
HEADS = ("class-maps", "gap", "fc4096")


def layer_names():
    """The thirteen convolutions' names, as Keras calls them."""
    return [f"block{b + 1}_conv{c + 1}" for b, (_, count) in enumerate(BLOCKS) for c in range(count)]


def channels(width):
    """Output channels of the five blocks at a width multiplier."""
    return [max(1, round(base * width)) for base, _ in BLOCKS]


def log_sum_exp_pool(maps, r):
    """(1/r) log mean exp(r m): between the mean (r -> 0) and the maximum (r -> inf), and smooth."""
    flat = maps.flatten(2)
    return (torch.logsumexp(flat * r, 2) - math.log(flat.shape[2])) / r


class ConvBn(nn.Module):
    """3x3 convolution, batch norm, ReLU: one layer of the paper's thirteen."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, 3, padding=1, bias=False)
        self.bn = nn.BatchNorm2d(outputs)
        nn.init.kaiming_normal_(self.conv.weight, nonlinearity="relu")

    def forward(self, x):
        return F.relu(self.bn(self.conv(x)), inplace=True)


class Vgg16(nn.Module):
    """`forward(x)` gives six logits; with `dense=True` also the class maps and block 3's auxiliary maps (or None)."""

    def __init__(self, width=1.0, head="class-maps", input_size=224, r=4.0, dropout=0.1, activation="sigmoid"):
        super().__init__()
        if head not in HEADS:
            raise ValueError(f"head must be one of {HEADS}, not {head!r}")
        self.config = dict(architecture="vgg16", width=width, head=head, input_size=input_size, r=r,
                           dropout=dropout, activation=activation)
        self.r, self.head_kind, self.dropout = r, head, dropout
        widths, inputs, self.blocks = channels(width), 3, nn.ModuleList()
        for block, (_, count) in enumerate(BLOCKS):
            layers = OrderedDict()
            for conv in range(count):
                layers[f"conv{conv + 1}"] = ConvBn(inputs, widths[block])
                inputs = widths[block]
            self.blocks.append(nn.Sequential(layers))
        self.aux = nn.Conv2d(widths[2], 6, 1)
        nn.init.constant_(self.aux.bias, -3.0)
        if head == "class-maps":
            self.head = nn.Conv2d(inputs, 6, 1)
            nn.init.normal_(self.head.weight, std=0.01)
            nn.init.constant_(self.head.bias, -3.0)
        elif head == "gap":
            self.head = nn.Linear(inputs, 6)
        else:
            hidden, side = max(6, round(4096 * width)), input_size // 32
            self.head = nn.Sequential(OrderedDict(
                fc1=nn.Linear(inputs * side * side, hidden), relu1=nn.ReLU(), drop1=nn.Dropout(0.5),
                fc2=nn.Linear(hidden, hidden), relu2=nn.ReLU(), drop2=nn.Dropout(0.5),
                predictions=nn.Linear(hidden, 6)))

    def convolutions(self):
        """(name, ConvBn) of the thirteen layers in order."""
        return list(zip(layer_names(), (layer for block in self.blocks for layer in block)))

    def forward(self, x, dense=False):
        aux = None
        for number, block in enumerate(self.blocks):
            x = block(x)
            if number == 2 and dense:
                aux = self.aux(x)
            if number < 4:
                x = F.max_pool2d(x, 2)
        if self.head_kind == "class-maps":
            maps = self.head(F.dropout2d(x, self.dropout, self.training))
            logits = log_sum_exp_pool(maps, self.r)
        else:
            maps, x = None, F.max_pool2d(x, 2)
            if self.head_kind == "gap":
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


def build(config):
    """A network from a checkpoint's `config`."""
    arguments = {key: config[key] for key in ("width", "head", "input_size", "r", "dropout", "activation")}
    return Vgg16(**arguments)


def to_probabilities(logits, activation):
    """Logits to probabilities of the activation's own columns (see labels.OUTPUT_LABELS)."""
    return torch.softmax(logits, 1) if activation == "softmax" else torch.sigmoid(logits)
