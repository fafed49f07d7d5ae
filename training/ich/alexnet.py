"""AlexNet (Krizhevsky et al. 2012): 11x11 of stride 4, 5x5 and three 3x3, with overlapping pools, at a width multiplier.

Channels, kernels, strides and pools as published. Not so: batch norm stands in the place of local response normalization, no layer is
split in two halves for two GPUs, and images are padded so that 224 px become 56, 28, 14 and 7 (there 55, 27, 13 and 6). Class maps lie
before the last pool, at a sixteenth of the input's side; the auxiliary map is after the 5x5, at an eighth.
"""
from .layers import ConvBn
from .slice_network import SliceNetwork

#: Channels, kernel and stride of each layer.
LAYERS = ((96, 11, 4), (256, 5, 1), (384, 3, 1), (384, 3, 1), (256, 3, 1))
_POOLED = (1, 2, 5)


class AlexNet(SliceNetwork):
    architecture = "alexnet"

    def __init__(self, width=1.0, head="class-maps", input_size=224, r=4.0, dropout=0.1, activation="sigmoid"):
        super().__init__(width, head, input_size, r, dropout, activation)
        inputs, widths = 3, [max(1, round(base * width)) for base, _, _ in LAYERS]
        for outputs, (_, kernel, stride) in zip(widths, LAYERS):
            self.blocks.append(ConvBn(inputs, outputs, kernel, stride))
            inputs = outputs
        self.add_heads(inputs, widths[1])

    def features(self, x, way):
        half_way = None
        for number, layer in enumerate(self.blocks, 1):
            x = way.conv(f"conv{number}", layer, x)
            if number == 2:
                half_way = x
            if number in _POOLED and (number < 5 or self.head_kind != "class-maps"):
                x = way.pool(f"pool{number}", x, 3)
        return x, half_way
