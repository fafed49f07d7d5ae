"""A small network in three dimensions: slices of a study in, six logits for each of them out.

Four stages of a 1x3x3 and a 3x3x3 convolution, pooled in the plane alone: slices lie millimeters apart where pixels lie less than
one. A study may have any number of slices; at its ends the last slice stands in for the one beyond. Measured beside neighbors as
channels and the model along the slices (docs/comparison.md); the engines convolve in two dimensions, so it isn't exported.
"""
import torch
import torch.nn as nn
import torch.nn.functional as F

from .errors import DataError
from .precision import in_float32
from .slice_network import SliceNetwork, log_sum_exp_pool

#: Channels of the stages at width 1.
_STAGES = (32, 64, 128, 192)


class _Convolution(nn.Module):
    """Convolution over `depth` (1 or 3) slices and 3 x 3 pixels, batch norm, ReLU."""

    def __init__(self, inputs, outputs, depth):
        super().__init__()
        self.depth = depth
        self.conv = nn.Conv3d(inputs, outputs, (depth, 3, 3), padding=(0, 1, 1), bias=False)
        self.bn = nn.BatchNorm3d(outputs)
        nn.init.kaiming_normal_(self.conv.weight, nonlinearity="relu")

    def forward(self, x):
        if self.depth == 3:
            x = torch.cat([x[:, :, :1], x, x[:, :, -1:]], 2)
        return F.relu(self.bn(self.conv(x)), inplace=True)


class VolumeNetwork(SliceNetwork):
    """`forward(x)`: [B, 3, S, S], a slice between its neighbors, gives [B, 6] as every slice network does; `of_studies` gives those of all slices."""

    architecture = "volume"
    heads = ("class-maps",)

    def __init__(self, width=1.0, head="class-maps", input_size=128, r=4.0, dropout=0.1, activation="sigmoid"):
        super().__init__(width, head, input_size, r, dropout, activation)
        inputs = 1
        for base in _STAGES:
            outputs = max(1, round(base * width))
            self.blocks.append(nn.Sequential(_Convolution(inputs, outputs, 1), _Convolution(outputs, outputs, 3)))
            inputs = outputs
        self.add_heads(inputs, max(1, round(_STAGES[2] * width)))

    def to(self, *args, memory_format=None, **kwargs):
        """As every module's, but that weights of four and of five dimensions have no memory format in common."""
        return super().to(*args, **kwargs)

    def features(self, x, way):
        raise DataError("a network in three dimensions has no graph: the engines convolve in two")

    def convolutions(self):
        return []

    def add_bone(self):
        raise DataError("a network in three dimensions takes no bone window")

    def of_studies(self, x, dense=False):
        """[B, D, S, S] normalized slices in order -> logits [B, D, 6]; with `dense` also class maps [B D, 6, S/8, S/8] and auxiliary maps [B D, 6, S/4, S/4]."""
        count, depth = x.shape[:2]
        x, half_way = x.unsqueeze(1), None
        for number, block in enumerate(self.blocks):
            x = block(x)
            if number == 2:
                half_way = x
            if number < len(self.blocks) - 1:
                x = F.max_pool3d(x, (1, 2, 2))
        flat = lambda features: features.transpose(1, 2).flatten(0, 1)
        with in_float32(x.device):
            maps = self.head(F.dropout2d(flat(x).float(), self.dropout, self.training))
            logits = log_sum_exp_pool(maps, self.r).view(count, depth, 6)
        return (logits, maps, self.aux(flat(half_way))) if dense else logits

    def forward(self, x, dense=False, way=None):
        if not dense:
            return self.of_studies(x)[:, 1]
        logits, maps, aux = self.of_studies(x, dense=True)
        middle = lambda of_all: of_all.view(len(x), 3, *of_all.shape[1:])[:, 1]
        return logits[:, 1], middle(maps), middle(aux)
