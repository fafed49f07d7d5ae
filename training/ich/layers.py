"""Layers that the networks are made of, padded as the engines pad (TensorFlow's SAME), and the way through a network.

A network says its features once, in terms of a `Way`: `TorchWay` computes them, graph.py's writes them down for export,
`Convolutions` lists the layers. What is exported can't part from what was trained.
"""
import torch
import torch.nn as nn
import torch.nn.functional as F


def _unrounded(function):
    """`function` in float32 and back: PyTorch before 2 has no derivative of these in bfloat16 on a CPU."""
    return lambda x: function(x.float()).to(x.dtype)


ACTIVATIONS = {"none": lambda x: x, "relu": lambda x: F.relu(x, inplace=True), "relu6": _unrounded(F.relu6),
               "silu": F.silu, "hardswish": _unrounded(F.hardswish), "sigmoid": torch.sigmoid, "hardsigmoid": _unrounded(F.hardsigmoid)}


def both(kernel):
    """(height, width) of a kernel that is given as one number or as two."""
    return tuple(kernel) if isinstance(kernel, (tuple, list)) else (kernel, kernel)


def pad_same(x, kernel, stride, value=0.0):
    """Pads [B, C, h, w] so that windows of `kernel` at `stride` give ceil(size / stride); what is odd goes behind."""
    sides, (high, wide) = [], both(kernel)
    for size, kernel in ((x.shape[3], wide), (x.shape[2], high)):
        padded = max(0, (-(-size // stride) - 1) * stride + kernel - size)
        sides += [padded // 2, padded - padded // 2]
    return F.pad(x, sides, value=value) if any(sides) else x


def max_pool(x, size, padding="same"):
    """Maximum over `size` x `size` at stride 2: 2 (what is odd at the edge is lost) or 3 (padded to ceil(size / 2), or not: "valid")."""
    whole = size == 2 or padding == "valid"
    return F.max_pool2d(x if whole else pad_same(x, size, 2, float("-inf")), size, 2)


def average_pool(x):
    """Mean over 3 x 3 at stride 1, of what lies within the image."""
    return F.avg_pool2d(x, 3, 1, 1, count_include_pad=False)


class ConvBn(nn.Module):
    """Convolution, batch norm, activation; `kernel` is a number or (height, width), `depthwise` has one filter a channel."""

    def __init__(self, inputs, outputs, kernel=3, stride=1, activation="relu", depthwise=False):
        super().__init__()
        self.kernel, self.stride, self.activation, self.depthwise = kernel, stride, activation, depthwise
        padding = tuple(side // 2 for side in both(kernel)) if stride == 1 else 0
        self.conv = nn.Conv2d(inputs, outputs, kernel, stride, padding, groups=inputs if depthwise else 1, bias=False)
        self.bn = nn.BatchNorm2d(outputs)
        nn.init.kaiming_normal_(self.conv.weight, nonlinearity="relu")

    def forward(self, x):
        if self.stride > 1:
            x = pad_same(x, self.kernel, self.stride)
        return ACTIVATIONS[self.activation](self.bn(self.conv(x)))


class Conv(nn.Module):
    """Convolution with a bias and no norm, ReLU; `groups` of channels don't see each other; padded ("same") or not ("valid")."""

    activation = "relu"

    def __init__(self, inputs, outputs, kernel=3, stride=1, groups=1, padding="same"):
        super().__init__()
        self.kernel, self.stride, self.groups, self.padding = kernel, stride, groups, padding
        self.conv = nn.Conv2d(inputs, outputs, kernel, stride, groups=groups)
        nn.init.kaiming_normal_(self.conv.weight, nonlinearity="relu")
        nn.init.zeros_(self.conv.bias)

    def forward(self, x):
        x = pad_same(x, self.kernel, self.stride) if self.padding == "same" else x
        return ACTIVATIONS[self.activation](self.conv(x))


class ResponseNorm(nn.Module):
    """Each number over (bias + alpha * squares of `radius` channels on both sides, summed) ** beta (Krizhevsky et al. 2012, 3.3)."""

    def __init__(self, radius=2, bias=2.0, alpha=1e-4, beta=0.75):
        super().__init__()
        self.radius, self.bias, self.alpha, self.beta = radius, bias, alpha, beta

    def forward(self, x):
        return response_norm(x, self.radius, self.bias, self.alpha, self.beta)


def response_norm(x, radius, bias, alpha, beta):
    """What ResponseNorm computes. PyTorch's own divides alpha by the count of channels; the paper doesn't."""
    size = 2 * radius + 1
    return F.local_response_norm(x, size, alpha * size, beta, bias)


class SqueezeExcite(nn.Module):
    """Weighs each channel by what all channels' means say: 1x1 to `hidden`, activation, 1x1 back, gate (Hu et al. 2018)."""

    def __init__(self, channels, hidden, activation="relu", gate="sigmoid"):
        super().__init__()
        self.activation, self.gate = activation, gate
        self.reduce, self.expand = nn.Conv2d(channels, hidden, 1), nn.Conv2d(hidden, channels, 1)

    def forward(self, x):
        inside = ACTIVATIONS[self.activation](self.reduce(x.mean((2, 3), keepdim=True)))
        return x * ACTIVATIONS[self.gate](self.expand(inside))


class TorchWay:
    """Computes: values are tensors."""

    def conv(self, name, layer, x):
        return layer(x)

    def plain(self, name, layer, x):
        return layer(x)

    def response_norm(self, name, layer, x):
        return layer(x)

    def pool(self, name, x, size, padding="same"):
        return max_pool(x, size, padding)

    def add(self, name, x, other, activation):
        return ACTIVATIONS[activation](x + other)

    def excite(self, name, layer, x):
        return layer(x)

    def average(self, name, x):
        return average_pool(x)

    def concat(self, name, values):
        return torch.cat(values, 1)


class Convolutions:
    """Lists (name, ConvBn) in the order in which they are computed: `found`."""

    def __init__(self):
        self.found = []

    def conv(self, name, layer, x):
        self.found.append((name, layer))

    def plain(self, name, layer, x):
        pass

    def response_norm(self, name, layer, x):
        pass

    def pool(self, name, x, size, padding="same"):
        pass

    def add(self, name, x, other, activation):
        pass

    def excite(self, name, layer, x):
        pass

    def average(self, name, x):
        pass

    def concat(self, name, values):
        pass
