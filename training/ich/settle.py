"""Batch norms for layers that come from a network without any: trained on, they go on computing what they did.

Such a layer is relu(w x + b). A batch norm with mean -b and variance 1 computes it while it is frozen, but in training a
batch norm takes its batch's own mean and deviation, and all that the source knew of its channels' levels is gone at a
stroke. So gain and offset take over what normalizing removes, measured on real slices, and each layer's output is
divided by its mean deviation, as ReLU networks without norms grow to thousands.
"""
import torch
import torch.nn.functional as F

from .layers import ACTIVATIONS, TorchWay, pad_same


@torch.no_grad()
def settle_norms(model, biases, x):
    """Sets the batch norms of the first layers, as far as `biases` {layer: bias} goes without a gap, from inputs `x`.

    Afterwards each computes the source's function, over a common scale, with its own statistics and a batch's alike.
    Returns how many layers it settled, and the common scale by which the last one's output is divided.
    """
    scale, settled, block_before = 1.0, 0, None
    for name, layer in model.convolutions():
        if name not in biases:
            break
        block = name.split("_")[0]
        if block_before not in (None, block):
            x = F.max_pool2d(x, 2)
        block_before = block
        x = layer.conv(x)
        bn, bias = layer.bn, torch.as_tensor(biases[name], dtype=torch.float32) / scale
        mean, variance = x.mean((0, 2, 3)), x.var((0, 2, 3), unbiased=False)
        deviation = torch.sqrt(variance + bn.eps)
        step = float(deviation.mean())
        bn.running_mean.copy_(mean)
        bn.running_var.copy_(variance)
        bn.weight.copy_(deviation / step)
        bn.bias.copy_((mean + bias) / step)
        scale *= step
        x = F.relu(F.batch_norm(x, mean, variance, bn.weight, bn.bias, eps=bn.eps))
        settled += 1
    return settled, scale


class FoldedNorms(TorchWay):
    """A way through a network whose source had its norms folded into `biases` {layer: bias}: sets them as it goes.

    Each layer's own statistics on what passes become its norm's, and gain and offset give them back, so that the layer
    computes kernel * x + bias as before, in training too. Nothing is rescaled: bounded activations (ReLU6) mind it.
    """

    def __init__(self, biases):
        self.biases = biases

    def conv(self, name, layer, x):
        x = layer.conv(pad_same(x, layer.kernel, layer.stride) if layer.stride > 1 else x)
        bn = layer.bn
        mean, variance = x.mean((0, 2, 3)), x.var((0, 2, 3), unbiased=False)
        bn.running_mean.copy_(mean)
        bn.running_var.copy_(variance)
        bn.weight.copy_(torch.sqrt(variance + bn.eps))
        bn.bias.copy_(mean + torch.as_tensor(self.biases[name]))
        return ACTIVATIONS[layer.activation](x + torch.as_tensor(self.biases[name])[:, None, None])
