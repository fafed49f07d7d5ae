"""MobileNet v3 large (Howard et al. 2019): inverted residuals of 3x3 and 5x5, hard swish, squeeze-and-excite with a hard sigmoid, at a
width multiplier.

As published up to the last convolution (960 channels), but for the stage of 160 channels under class maps, at stride 1
(mobile_network.py). The dense layer of 1280 that stands between pooling and classes there is left out: six outputs need none.
"""
from .inverted_residual import InvertedResidual, in_eights
from .mobile_network import MobileNetwork

#: Stride, kernel, channels, activation, squeeze-and-excite, and each block's channels inside.
STAGES = (
    (1, 3, 16, "relu", False, (16,)), (2, 3, 24, "relu", False, (64, 72)), (2, 5, 40, "relu", True, (72, 120, 120)),
    (2, 3, 80, "hardswish", False, (240, 200, 184, 184)), (1, 3, 112, "hardswish", True, (480, 672)),
    (2, 5, 160, "hardswish", True, (672, 960, 960)))
STEM, LAST = 16, 960


def _stage(kernel, outputs, activation, excited, hidden):
    def block(inputs, inside, stride):
        excite = (in_eights(inside // 4), "relu", "hardsigmoid") if excited else None
        return InvertedResidual(inputs, inside, outputs, stride, kernel, activation, excite)

    return lambda inputs, stride: [block(inputs, hidden[0], stride), *(block(outputs, inside, 1) for inside in hidden[1:])]


class MobileNetV3(MobileNetwork):
    architecture = "mobilenet-v3-large"

    def __init__(self, width=1.0, head="class-maps", input_size=224, r=4.0, dropout=0.1, activation="sigmoid"):
        super().__init__(width, head, input_size, r, dropout, activation)
        stages = [(stride, _stage(kernel, in_eights(base * width), how, excited, [in_eights(inside * width) for inside in hidden]),
                   in_eights(base * width)) for stride, kernel, base, how, excited, hidden in STAGES]
        self.add_stages(in_eights(STEM * width), stages, in_eights(LAST * width), "hardswish")
