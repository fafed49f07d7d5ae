"""MobileNet v2 (Sandler et al. 2018): inverted residuals with depthwise convolutions, at a width multiplier.

As published (the last 1x1 convolution keeps its 1280 channels under a multiplier below 1) but for the stage of 160 channels under
class maps: at stride 1 (mobile_network.py).
"""
from .inverted_residual import InvertedResidual, in_eights
from .mobile_network import MobileNetwork

#: Expansion, channels, blocks and stride of each stage.
STAGES = ((1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1))
STEM, LAST = 32, 1280


def _stage(expansion, outputs, count):
    def make(inputs, stride):
        first = InvertedResidual(inputs, inputs * expansion, outputs, stride)
        return [first, *(InvertedResidual(outputs, outputs * expansion, outputs, 1) for _ in range(count - 1))]

    return make


class MobileNetV2(MobileNetwork):
    architecture = "mobilenet-v2"

    def __init__(self, width=1.0, head="class-maps", input_size=224, r=4.0, dropout=0.1, activation="sigmoid"):
        super().__init__(width, head, input_size, r, dropout, activation)
        stages = [(stride, _stage(expansion, in_eights(base * width), count), in_eights(base * width))
                  for expansion, base, count, stride in STAGES]
        self.add_stages(in_eights(STEM * width), stages, in_eights(LAST * max(1.0, width)), "relu6")
