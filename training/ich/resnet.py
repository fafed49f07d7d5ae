"""ResNet-18 and -50 (He et al. 2016): a 7x7 stem and four stages of basic blocks or bottlenecks, at a width multiplier.

As published (a bottleneck's stride in its first 1x1) but for the last stage under class maps: at stride 1, so that the maps lie at a
sixteenth of the input's side and not at a thirty-second (4 x 4 cells at 128 px). The auxiliary map is after the first stage, at a quarter.
"""
from collections import OrderedDict

import torch.nn as nn

from .layers import ConvBn
from .slice_network import SliceNetwork, through_stages

STAGES = (64, 128, 256, 512)


class Residual(nn.Module):
    """`inside` layers with a sum over them: of the input, or of its 1x1 convolution where the shape changes."""

    def __init__(self, inputs, outputs, stride, **inside):
        super().__init__()
        self.inside = tuple(inside)
        for name, layer in inside.items():
            self.add_module(name, layer)
        self.over = ConvBn(inputs, outputs, 1, stride, "none") if stride > 1 or inputs != outputs else None

    def features(self, name, x, way):
        inside = x
        for layer in self.inside:
            inside = way.conv(f"{name}_{layer}", getattr(self, layer), inside)
        over = x if self.over is None else way.conv(f"{name}_over", self.over, x)
        return way.add(f"{name}_sum", inside, over, "relu")


def basic_block(inputs, width, stride):
    """Two 3x3 convolutions of `width` channels."""
    return Residual(inputs, width, stride, conv1=ConvBn(inputs, width, stride=stride), conv2=ConvBn(width, width, activation="none"))


def bottleneck(inputs, width, stride):
    """1x1 to `width` channels, 3x3, 1x1 to four times as many."""
    return Residual(inputs, 4 * width, stride, conv1=ConvBn(inputs, width, 1, stride), conv2=ConvBn(width, width),
                    conv3=ConvBn(width, 4 * width, 1, activation="none"))


class ResNet18(SliceNetwork):
    architecture = "resnet-18"
    heads = ("class-maps", "gap")
    #: A stage's blocks, how one is made, and its channels outside over those inside.
    counts, block, wider = (2, 2, 2, 2), staticmethod(basic_block), 1

    def __init__(self, width=1.0, head="class-maps", input_size=224, r=4.0, dropout=0.1, activation="sigmoid"):
        super().__init__(width, head, input_size, r, dropout, activation)
        widths = [max(1, round(base * width)) for base in STAGES]
        inputs = widths[0]
        self.blocks.append(ConvBn(3, inputs, 7, 2))
        for number, (inside, count) in enumerate(zip(widths, self.counts)):
            stride, layers = 1 if number == 0 or (number == 3 and head == "class-maps") else 2, OrderedDict()
            for block in range(count):
                layers[f"block{block + 1}"] = self.block(inputs, inside, stride if block == 0 else 1)
                inputs = self.wider * inside
            self.blocks.append(nn.Sequential(layers))
        self.add_heads(inputs, self.wider * widths[0])

    def features(self, x, way):
        stem, *stages = self.blocks
        x = way.pool("stem_pool", way.conv("stem_conv", stem, x), 3)
        return through_stages(stages, x, way)


class ResNet50(ResNet18):
    architecture = "resnet-50"
    counts, block, wider = (3, 4, 6, 3), staticmethod(bottleneck), 4
