"""Batch norm folded into the convolutions: fewer operations in the browser and one rounding less to argue about."""
import numpy as np
import torch


def folded(layer):
    """(kernel HWIO float32, depthwise [h, w, channels, 1], and bias float32) of a ConvBn; computed in float64."""
    bn = layer.bn
    gain = bn.weight.double() / torch.sqrt(bn.running_var.double() + bn.eps)
    kernel = layer.conv.weight.double() * gain[:, None, None, None]
    bias = bn.bias.double() - bn.running_mean.double() * gain
    kernel = kernel.transpose(0, 1) if layer.depthwise else kernel
    return hwio(kernel), bias.detach().float().numpy()


def hwio(weight):
    """PyTorch's OIHW to HWIO."""
    return np.ascontiguousarray(weight.detach().permute(2, 3, 1, 0).float().numpy())


def to_oihw(kernel):
    """HWIO array to a PyTorch weight."""
    return torch.from_numpy(np.ascontiguousarray(kernel.transpose(3, 2, 0, 1)).astype(np.float32))
