"""ResNet-18 (He et al. 2016): a 7x7 stem and four stages of two basic blocks, at a width multiplier.

As published but for the last stage under class maps: at stride 1, so that the maps lie at a sixteenth of the input's side and
not at a thirty-second (4 x 4 cells at 128 px). The auxiliary map is after the first stage, at a quarter.
"""
from collections import OrderedDict

import torch.nn as nn

from .layers import ConvBn
from .slice_network import SliceNetwork

STAGES = (64, 128, 256, 512)


class BasicBlock(nn.Module):
    """Two 3x3 convolutions with a sum over them: of the input, or of its 1x1 convolution where the shape changes."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = ConvBn(inputs, outputs, stride=stride)
        self.conv2 = ConvBn(outputs, outputs, activation="none")
        self.over = ConvBn(inputs, outputs, 1, stride, "none") if stride > 1 or inputs != outputs else None

    def features(self, name, x, way):
        inside = way.conv(f"{name}_conv2", self.conv2, way.conv(f"{name}_conv1", self.conv1, x))
        over = x if self.over is None else way.conv(f"{name}_over", self.over, x)
        return way.add(f"{name}_sum", inside, over, "relu")


class ResNet18(SliceNetwork):
    architecture = "resnet-18"
    heads = ("class-maps", "gap")

    def __init__(self, width=1.0, head="class-maps", input_size=224, r=4.0, dropout=0.1, activation="sigmoid"):
        super().__init__(width, head, input_size, r, dropout, activation)
        widths = [max(1, round(base * width)) for base in STAGES]
        inputs = widths[0]
        self.blocks.append(ConvBn(3, inputs, 7, 2))
        for number, outputs in enumerate(widths):
            stride = 1 if number == 0 or (number == 3 and head == "class-maps") else 2
            self.blocks.append(nn.Sequential(OrderedDict(
                block1=BasicBlock(inputs, outputs, stride), block2=BasicBlock(outputs, outputs, 1))))
            inputs = outputs
        self.add_heads(inputs, widths[0])

    def features(self, x, way):
        stem, *stages = self.blocks
        x = way.pool("stem_pool", way.conv("stem_conv", stem, x), 3)
        half_way = None
        for number, stage in enumerate(stages, 1):
            for name, block in stage.named_children():
                x = block.features(f"stage{number}_{name}", x, way)
            if number == 1:
                half_way = x
        return x, half_way
