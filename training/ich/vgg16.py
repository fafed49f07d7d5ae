"""VGG-16 (Simonyan & Zisserman 2014): thirteen 3x3 convolutions in five blocks, here with batch norm, at a width multiplier.

Class maps lie before block5_pool, at a sixteenth of the input's side; the auxiliary map after block 3, at a quarter.
"""
from collections import OrderedDict

import torch.nn as nn

from .layers import ConvBn
from .slice_network import SliceNetwork

BLOCKS = ((64, 2), (128, 2), (256, 3), (512, 3), (512, 3))


class Vgg16(SliceNetwork):
    architecture = "vgg16"

    def __init__(self, width=1.0, head="class-maps", input_size=224, r=4.0, dropout=0.1, activation="sigmoid"):
        super().__init__(width, head, input_size, r, dropout, activation)
        widths, inputs = [max(1, round(base * width)) for base, _ in BLOCKS], 3
        for outputs, (_, count) in zip(widths, BLOCKS):
            layers = OrderedDict()
            for conv in range(count):
                layers[f"conv{conv + 1}"] = ConvBn(inputs, outputs)
                inputs = outputs
            self.blocks.append(nn.Sequential(layers))
        self.add_heads(inputs, widths[2])

    def features(self, x, way):
        half_way = None
        for number, block in enumerate(self.blocks, 1):
            for conv, layer in block.named_children():
                x = way.conv(f"block{number}_{conv}", layer, x)
            if number == 3:
                half_way = x
            if number < 5 or self.head_kind != "class-maps":
                x = way.pool(f"block{number}_pool", x, 2)
        return x, half_way
