"""The framework-neutral graph of a network: an ordered list of layers and the arrays they name. Also runs it, so that
the golden values come from the folded weights as exported and not from the network they came from.

A layer reads the layer before it, or the one that its "input" names ("input" itself is the network's own); a sum and a scaling by channels read "other", too, and what is joined by channels "others".
"""
import math

import torch
import torch.nn.functional as F

from .fold_bn import folded, hwio, to_oihw
from .layers import ACTIVATIONS, average_pool, max_pool, pad_same, response_norm


def _padded(padding):
    return {"padding": padding} if padding != "same" else {}


class _GraphWay:
    """Writes the layers down: values are their names; the network's input is None."""

    def __init__(self):
        self.layers, self.arrays, self.last = [], {}, None

    def layer(self, op, name, x, **said):
        away = {} if x == self.last else {"input": x}
        self.layers.append({"op": op, "name": name, **away, **said})
        self.last = name
        return name

    def weighted(self, op, name, x, kernel, bias, activation, **said):
        self.arrays[f"{name}_kernel"], self.arrays[f"{name}_bias"] = kernel, bias
        return self.layer(op, name, x, kernel=f"{name}_kernel.npy", bias=f"{name}_bias.npy", activation=activation, **said)

    def conv(self, name, layer, x):
        kernel, bias = folded(layer)
        op = "depthwise" if layer.depthwise else "conv"
        return self.weighted(op, name, x, kernel, bias, layer.activation, stride=layer.stride)

    def plain(self, name, layer, x):
        said = {**({"groups": layer.groups} if layer.groups > 1 else {}), **_padded(layer.padding)}
        bias = layer.conv.bias.detach().float().numpy()
        return self.weighted("conv", name, x, hwio(layer.conv.weight), bias, layer.activation, stride=layer.stride, **said)

    def response_norm(self, name, layer, x):
        return self.layer("lrn", name, x, radius=layer.radius, bias=layer.bias, alpha=layer.alpha, beta=layer.beta)

    def pool(self, name, x, size, padding="same"):
        return self.layer("maxpool", name, x, size=size, **_padded(padding))

    def add(self, name, x, other, activation):
        return self.layer("add", name, x, other=other, activation=activation)

    def excite(self, name, layer, x):
        gate = self.layer("squeeze", f"{name}_squeeze", x)
        gate = self.biased(f"{name}_reduce", gate, layer.reduce, layer.activation)
        gate = self.biased(f"{name}_expand", gate, layer.expand, layer.gate)
        return self.layer("scale", name, x, other=gate)

    def average(self, name, x):
        return self.layer("avgpool", name, x)

    def concat(self, name, values):
        return self.layer("concat", name, values[0], others=values[1:])

    def biased(self, name, x, conv, activation):
        """A convolution of stride 1 that has a bias and no batch norm."""
        return self.weighted("conv", name, x, hwio(conv.weight), conv.bias.detach().float().numpy(), activation, stride=1)

    def dense(self, name, x, linear, activation):
        kernel = linear.weight.detach().t().contiguous().float().numpy()
        return self.weighted("dense", name, x, kernel, linear.bias.detach().float().numpy(), activation)


def layers_of(model):
    """(layers, arrays): layers as architecture.json lists them, arrays by file name without .npy."""
    way = _GraphWay()
    x, _ = model.features(None, way)
    if model.head_kind == "class-maps":
        way.layer("lse_pool", "logits", way.biased("class_maps", x, model.head, "none"), r=model.r)
    elif model.head_kind == "gap":
        way.dense("logits", way.layer("gap", "global_average_pool", x), model.head, "none")
    else:
        x = way.dense("fc1", way.layer("flatten", "flatten", x), model.head.fc1, "relu")
        way.dense("logits", way.dense("fc2", x, model.head.fc2, "relu"), model.head.predictions, "none")
    way.layer(model.config["activation"], "probabilities", way.last)
    return way.layers, way.arrays


def _weighted(layer, arrays, x):
    kernel, bias = arrays[f"{layer['name']}_kernel"], torch.from_numpy(arrays[f"{layer['name']}_bias"])
    if layer["op"] == "dense":
        return x @ torch.from_numpy(kernel) + bias
    depthwise = layer["op"] == "depthwise"
    weight = to_oihw(kernel.transpose(0, 1, 3, 2) if depthwise else kernel)
    x = x if layer.get("padding") == "valid" else pad_same(x, kernel.shape[:2], layer["stride"])
    return F.conv2d(x, weight, bias, layer["stride"], groups=x.shape[1] if depthwise else layer.get("groups", 1))


@torch.no_grad()
def run_layers(layers, arrays, inputs):
    """Runs the exported layers on NHWC float32 inputs; {layer name: output}, feature maps as NHWC."""
    x = torch.from_numpy(inputs).permute(0, 3, 1, 2)
    values = {"input": x}
    for layer in layers:
        op = layer["op"]
        x = values[layer["input"]] if "input" in layer else x
        if op in ("conv", "depthwise", "dense"):
            x = _weighted(layer, arrays, x)
        elif op == "add":
            x = x + values[layer["other"]]
        elif op == "squeeze":
            x = x.mean((2, 3), keepdim=True)
        elif op == "scale":
            x = x * values[layer["other"]]
        elif op == "avgpool":
            x = average_pool(x)
        elif op == "concat":
            x = torch.cat([x, *(values[name] for name in layer["others"])], 1)
        elif op == "maxpool":
            x = max_pool(x, layer["size"], layer.get("padding", "same"))
        elif op == "lrn":
            x = response_norm(x, layer["radius"], layer["bias"], layer["alpha"], layer["beta"])
        elif op == "lse_pool":
            flat = x.flatten(2)
            x = (torch.logsumexp(flat * layer["r"], 2) - math.log(flat.shape[2])) / layer["r"]
        elif op == "gap":
            x = x.mean((2, 3))
        elif op == "flatten":
            x = x.permute(0, 2, 3, 1).flatten(1)
        elif op in ("sigmoid", "softmax"):
            x = torch.sigmoid(x) if op == "sigmoid" else torch.softmax(x, 1)
        if "activation" in layer:  # In place: what a weighted layer or a sum gives is its own.
            x = ACTIVATIONS[layer["activation"]](x)
        values[layer["name"]] = x
    return {name: (x.permute(0, 2, 3, 1) if x.ndim == 4 else x).contiguous().numpy() for name, x in values.items()}
