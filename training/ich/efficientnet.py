"""EfficientNet-B0 and -B2 (Tan & Le 2019): inverted residuals of 3x3 and 5x5 with squeeze-and-excite and SiLU, at a width multiplier.

As published but for the stage of 192 channels under class maps, at stride 1 (mobile_network.py), and for training: no block is left
out at random (stochastic depth). The multiplier goes on top of B2's own.
"""
import math

from .inverted_residual import InvertedResidual, in_eights
from .mobile_network import MobileNetwork

#: Expansion, kernel, channels, blocks and stride of B0's stages.
STAGES = ((1, 3, 16, 1, 1), (6, 3, 24, 2, 2), (6, 5, 40, 2, 2), (6, 3, 80, 3, 2), (6, 5, 112, 3, 1), (6, 5, 192, 4, 2), (6, 3, 320, 1, 1))
STEM, LAST = 32, 1280


def _stage(expansion, kernel, outputs, count):
    def block(inputs, stride):
        hidden = inputs * expansion
        return InvertedResidual(inputs, hidden, outputs, stride, kernel, "silu", (max(1, inputs // 4), "silu", "sigmoid"))

    return lambda inputs, stride: [block(inputs, stride), *(block(outputs, 1) for _ in range(count - 1))]


class EfficientNetB0(MobileNetwork):
    architecture = "efficientnet-b0"
    #: Times B0's channels and blocks.
    wider, deeper = 1.0, 1.0

    def __init__(self, width=1.0, head="class-maps", input_size=224, r=4.0, dropout=0.1, activation="sigmoid"):
        super().__init__(width, head, input_size, r, dropout, activation)
        times = width * self.wider
        stages = [(stride, _stage(expansion, kernel, in_eights(base * times), math.ceil(count * self.deeper)), in_eights(base * times))
                  for expansion, kernel, base, count, stride in STAGES]
        self.add_stages(in_eights(STEM * times), stages, in_eights(LAST * times), "silu")


class EfficientNetB2(EfficientNetB0):
    architecture = "efficientnet-b2"
    wider, deeper = 1.1, 1.2
