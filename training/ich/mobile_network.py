"""Networks of inverted residuals: a stem of stride 2, stages of blocks, a last 1x1 convolution."""
from collections import OrderedDict

import torch.nn as nn

from .layers import ConvBn
from .slice_network import SliceNetwork


class MobileNetwork(SliceNetwork):
    """What a network says of itself: `activation` of stem and last layer, and its stages of blocks.

    Under class maps the last stage of stride 2 is at stride 1, so that the maps lie at a sixteenth of the input's side. The
    auxiliary map is after the last stage at an eighth.
    """

    heads = ("class-maps", "gap")

    def add_stages(self, stem, stages, last, activation):
        """stem: its channels; stages: [(stride, make, outputs)], make(inputs, stride) -> blocks, the first of that stride; last: channels."""
        self.blocks.append(ConvBn(3, stem, 3, 2, activation))
        inputs, side, aux_channels = stem, 2, 0
        coarsest = max(number for number, (stride, _, _) in enumerate(stages) if stride == 2)
        for number, (stride, make, outputs) in enumerate(stages):
            stride = 1 if number == coarsest and self.head_kind == "class-maps" else stride
            blocks = make(inputs, stride)
            self.blocks.append(nn.Sequential(OrderedDict((f"block{n}", block) for n, block in enumerate(blocks, 1))))
            inputs, side = outputs, side * stride
            if side == 8:
                self.aux_stage, aux_channels = number, outputs
        self.blocks.append(ConvBn(inputs, last, 1, activation=activation))
        self.add_heads(last, aux_channels)

    def features(self, x, way):
        stem, *stages, last = self.blocks
        x, half_way = way.conv("stem_conv", stem, x), None
        for number, stage in enumerate(stages):
            for name, block in stage.named_children():
                x = block.features(f"stage{number + 1}_{name}", x, way)
            if number == self.aux_stage:
                half_way = x
        return way.conv("last_conv", last, x), half_way
