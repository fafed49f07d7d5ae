"""MobileNet v2 (Sandler et al. 2018): inverted residuals with depthwise convolutions, at a width multiplier.

As published (the last 1x1 convolution keeps its 1280 channels under a multiplier below 1) but for the stage of 160 channels under
class maps: at stride 1, so that the maps lie at a sixteenth of the input's side. The auxiliary map is after the stage of 32, at an eighth.
"""
from collections import OrderedDict

import torch.nn as nn

from .layers import ConvBn
from .slice_network import SliceNetwork

#: Expansion, channels, blocks and stride of each stage.
STAGES = ((1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1))
STEM, LAST = 32, 1280
_AUX_STAGE, _COARSE_STAGE = 3, 6


def in_eights(channels):
    """A multiple of 8 near `channels` and no more than a tenth below, as the authors round."""
    rounded = max(8, int(channels + 4) // 8 * 8)
    return rounded + 8 if rounded < 0.9 * channels else rounded


class InvertedResidual(nn.Module):
    """1x1 to `expansion` times the channels, depthwise 3x3, 1x1 back without activation; a sum over it where the shape stays."""

    def __init__(self, inputs, outputs, stride, expansion):
        super().__init__()
        hidden = inputs * expansion
        self.expand = ConvBn(inputs, hidden, 1, activation="relu6") if expansion > 1 else None
        self.each = ConvBn(hidden, hidden, 3, stride, "relu6", depthwise=True)
        self.project = ConvBn(hidden, outputs, 1, activation="none")
        self.residual = stride == 1 and inputs == outputs

    def features(self, name, x, way):
        inside = x if self.expand is None else way.conv(f"{name}_expand", self.expand, x)
        inside = way.conv(f"{name}_project", self.project, way.conv(f"{name}_each", self.each, inside))
        return way.add(f"{name}_sum", inside, x, "none") if self.residual else inside


class MobileNetV2(SliceNetwork):
    architecture = "mobilenet-v2"
    heads = ("class-maps", "gap")

    def __init__(self, width=1.0, head="class-maps", input_size=224, r=4.0, dropout=0.1, activation="sigmoid"):
        super().__init__(width, head, input_size, r, dropout, activation)
        inputs = in_eights(STEM * width)
        self.blocks.append(ConvBn(3, inputs, 3, 2, "relu6"))
        aux_channels = 0
        for number, (expansion, base, count, stride) in enumerate(STAGES, 1):
            outputs, layers = in_eights(base * width), OrderedDict()
            if number == _COARSE_STAGE and head == "class-maps":
                stride = 1
            for block in range(count):
                layers[f"block{block + 1}"] = InvertedResidual(inputs, outputs, stride if block == 0 else 1, expansion)
                inputs = outputs
            self.blocks.append(nn.Sequential(layers))
            if number == _AUX_STAGE:
                aux_channels = outputs
        last = in_eights(LAST * max(1.0, width))
        self.blocks.append(ConvBn(inputs, last, 1, activation="relu6"))
        self.add_heads(last, aux_channels)

    def features(self, x, way):
        stem, *stages, last = self.blocks
        x, half_way = way.conv("stem_conv", stem, x), None
        for number, stage in enumerate(stages, 1):
            for name, block in stage.named_children():
                x = block.features(f"stage{number}_{name}", x, way)
            if number == _AUX_STAGE:
                half_way = x
        return way.conv("last_conv", last, x), half_way
