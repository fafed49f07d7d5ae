"""AlexNet (Krizhevsky et al. 2012): 11x11 of stride 4, 5x5 and three 3x3, with overlapping pools, at a width multiplier.

Channels, kernels, strides and pools as published. Not so: batch norm stands in the place of local response normalization, no layer is
split in two halves for two GPUs, and images are padded so that 224 px become 56, 28, 14 and 7 (there 55, 27, 13 and 6). Class maps lie
before the last pool, at a sixteenth of the input's side; the auxiliary map is after the 5x5, at an eighth.

alexnet-2012 is the network as published: 227 px, nothing padded in the first layer and the pools (55, 27, 13 and 6), the second, fourth and
fifth layer in two halves, response normalization after the first two, no batch norm. With the head fc4096 and width 1 only the last six
outputs are ours, and the start: Kaiming's, where the paper draws all weights from one normal distribution.
"""
from .layers import Conv, ConvBn, ResponseNorm
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


class AlexNet2012(SliceNetwork):
    architecture = "alexnet-2012"
    #: Groups of each layer.
    groups = (1, 2, 1, 2, 2)

    def __init__(self, width=1.0, head="class-maps", input_size=227, r=4.0, dropout=0.1, activation="sigmoid"):
        super().__init__(width, head, input_size, r, dropout, activation)
        inputs, widths = 3, [2 * max(1, round(base * width / 2)) for base, _, _ in LAYERS]
        for outputs, groups, (_, kernel, stride) in zip(widths, self.groups, LAYERS):
            self.blocks.append(Conv(inputs, outputs, kernel, stride, groups, "valid" if stride > 1 else "same"))
            inputs = outputs
        self.norm = ResponseNorm()
        self.add_heads(inputs, widths[1])

    @staticmethod
    def fits(size):
        """227, or another side that the first layer divides; below 67 px the last pool finds nothing."""
        return size >= 67 and (size - 11) % 4 == 0

    @staticmethod
    def last_side(size):
        side = (size - 11) // 4 + 1
        for _ in _POOLED:
            side = (side - 3) // 2 + 1
        return side

    def features(self, x, way):
        half_way = None
        for number, layer in enumerate(self.blocks, 1):
            x = way.plain(f"conv{number}", layer, x)
            if number < 3:
                x = way.response_norm(f"norm{number}", self.norm, x)
            if number == 2:
                half_way = x
            if number in _POOLED and (number < 5 or self.head_kind != "class-maps"):
                x = way.pool(f"pool{number}", x, 3, "valid")
        return x, half_way
