"""Inverted residuals, of which MobileNet v2, v3 and EfficientNet are made, and how their authors round channels."""
import torch.nn as nn

from .layers import ConvBn, SqueezeExcite


def in_eights(channels):
    """A multiple of 8 near `channels` and no more than a tenth below, as the authors round."""
    rounded = max(8, int(channels + 4) // 8 * 8)
    return rounded + 8 if rounded < 0.9 * channels else rounded


class InvertedResidual(nn.Module):
    """1x1 to `hidden` channels (where they are more than the input's), depthwise, `excite`, 1x1 back without activation; a sum over it
    where the shape stays.

    excite: (hidden channels, activation, gate) of the squeeze-and-excite between, or None.
    """

    def __init__(self, inputs, hidden, outputs, stride, kernel=3, activation="relu6", excite=None):
        super().__init__()
        self.expand = ConvBn(inputs, hidden, 1, activation=activation) if hidden != inputs else None
        self.each = ConvBn(hidden, hidden, kernel, stride, activation, depthwise=True)
        self.excite = None if excite is None else SqueezeExcite(hidden, *excite)
        self.project = ConvBn(hidden, outputs, 1, activation="none")
        self.residual = stride == 1 and inputs == outputs

    def features(self, name, x, way):
        inside = x if self.expand is None else way.conv(f"{name}_expand", self.expand, x)
        inside = way.conv(f"{name}_each", self.each, inside)
        if self.excite is not None:
            inside = way.excite(f"{name}_excite", self.excite, inside)
        inside = way.conv(f"{name}_project", self.project, inside)
        return way.add(f"{name}_sum", inside, x, "none") if self.residual else inside
