"""The framework-neutral graph of a network: an ordered list of layers and the arrays they name. Also runs it, so that
the golden values come from the folded weights as exported and not from the network they came from."""
import math

import torch
import torch.nn.functional as F

from .fold_bn import folded, hwio, to_oihw


def layers_of(model):
    """(layers, arrays): layers as architecture.json lists them, arrays by file name without .npy."""
    layers, arrays = [], {}

    def parameters(name, kernel, bias):
        arrays[f"{name}_kernel"], arrays[f"{name}_bias"] = kernel, bias
        return {"name": name, "kernel": f"{name}_kernel.npy", "bias": f"{name}_bias.npy"}

    def dense(name, linear, relu):
        kernel = linear.weight.detach().t().contiguous().float().numpy()
        layers.append({"op": "dense", **parameters(name, kernel, linear.bias.detach().float().numpy()), "relu": relu})

    last_block = ""
    for name, layer in model.convolutions():
        block = name.split("_")[0]
        if last_block and block != last_block:
            layers.append({"op": "maxpool", "name": f"{last_block}_pool", "size": 2})
        layers.append({"op": "conv", **parameters(name, *folded(layer)), "relu": True})
        last_block = block
    if model.head_kind == "class-maps":
        kernel, bias = hwio(model.head.weight), model.head.bias.detach().float().numpy()
        layers.append({"op": "conv", **parameters("class_maps", kernel, bias), "relu": False})
        layers.append({"op": "lse_pool", "name": "logits", "r": model.r})
    else:
        layers.append({"op": "maxpool", "name": "block5_pool", "size": 2})
        if model.head_kind == "gap":
            layers.append({"op": "gap", "name": "global_average_pool"})
            dense("logits", model.head, False)
        else:
            layers.append({"op": "flatten", "name": "flatten"})
            dense("fc1", model.head.fc1, True)
            dense("fc2", model.head.fc2, True)
            dense("logits", model.head.predictions, False)
    layers.append({"op": model.config["activation"], "name": "probabilities"})
    return layers, arrays


@torch.no_grad()
def run_layers(layers, arrays, inputs):
    """Runs the exported layers on NHWC float32 inputs; {layer name: output}, feature maps as NHWC."""
    x = torch.from_numpy(inputs).permute(0, 3, 1, 2)
    outputs = {}
    for layer in layers:
        op, name = layer["op"], layer["name"]
        if op in ("conv", "dense"):
            kernel, bias = arrays[f"{name}_kernel"], torch.from_numpy(arrays[f"{name}_bias"])
            if op == "conv":
                x = F.conv2d(x, to_oihw(kernel), bias, padding=kernel.shape[0] // 2)
            else:
                x = x @ torch.from_numpy(kernel) + bias
            x = torch.relu(x) if layer["relu"] else x
        elif op == "maxpool":
            x = F.max_pool2d(x, layer["size"])
        elif op == "lse_pool":
            flat = x.flatten(2)
            x = (torch.logsumexp(flat * layer["r"], 2) - math.log(flat.shape[2])) / layer["r"]
        elif op == "gap":
            x = x.mean((2, 3))
        elif op == "flatten":
            x = x.permute(0, 2, 3, 1).flatten(1)
        elif op in ("sigmoid", "softmax"):
            x = torch.sigmoid(x) if op == "sigmoid" else torch.softmax(x, 1)
        outputs[name] = (x.permute(0, 2, 3, 1) if x.ndim == 4 else x).contiguous().numpy()
    return outputs
