"""Starting weights from elsewhere: Keras or torchvision ImageNet files, a partial .npz, a model package or a checkpoint of ours.

ImageNet networks see other numbers than ours does: Keras BGR pixels minus a mean, torchvision RGB over a deviation. With
u = gain * x + offset (u theirs, x ours) the first kernel becomes w * gain and sum(w * offset) joins its bias, which is
exact but at the zero-padded border. Our channels are neighboring slices, not colors: they take the colors' places.
Biases become the batch norm's running mean with the sign turned, so that the network computes the source's function; on
images, settle.py makes that hold in training too.
"""
import os

import numpy as np
import torch

from .augment import SCALE, SHIFT
from .checkpoint import load_checkpoint, read_tensors, require_same_architecture
from .errors import DataError
from .net2net import widen
from .photograph_weights import holds_photograph_weights, take_photograph_weights
from .predict import averaged_network
from .settle import settle_norms
from .splits import as_list, require_left_out
from .tfjs_weights import read_tfjs_weights

_WIDENING_NOISE = 0.02  # of each kernel's deviation, so that the copies of a channel part in training
_KERAS_BGR_MEAN = np.array([103.939, 116.779, 123.68])
_TORCH_MEAN, _TORCH_STD = np.array([0.485, 0.456, 0.406]), np.array([0.229, 0.224, 0.225])


def keras_input():
    """(gain, offset) a channel from our input to Keras': u = 255 v - mean, v = (x - SHIFT) / SCALE."""
    return np.full(3, 255 / SCALE), -SHIFT / SCALE * 255 - _KERAS_BGR_MEAN


def torchvision_input():
    """(gain, offset) a channel from our input to torchvision's: u = (v - mean) / std."""
    return 1 / (SCALE * _TORCH_STD), (-SHIFT / SCALE - _TORCH_MEAN) / _TORCH_STD


def _read_keras(path):
    try:
        import h5py
    except ImportError:
        raise DataError("reading Keras files needs h5py: pip install h5py", path) from None
    found = {}
    with h5py.File(path, "r") as source:
        root = source["model_weights"] if "model_weights" in source else source

        def visit(name, node):
            layer = name.split("/")[0]
            if isinstance(node, h5py.Dataset) and node.ndim in (1, 4) and "_conv" in layer:
                found.setdefault(layer, {})["kernel" if node.ndim == 4 else "bias"] = np.array(node)

        root.visititems(visit)
    return {name: (part["kernel"].transpose(3, 2, 0, 1), part["bias"], None) for name, part in found.items()
            if "kernel" in part and "bias" in part}


def _read_partial(path):
    """A .npz of kernels (HWIO) and biases named block1_conv1 or conv1_1, with any of /, _, . before kernel or bias."""
    source, kernels, biases = np.load(path), {}, {}
    for key in source.files:
        array, name = source[key], key.replace("/", "_").replace(".", "_").lower()
        for block in range(1, 6):
            for conv in range(1, 4):
                if f"block{block}_conv{conv}" in name or f"conv{block}_{conv}" in name:
                    (kernels if array.ndim == 4 else biases)[f"block{block}_conv{conv}"] = array
    return {name: (kernel.transpose(3, 2, 0, 1), biases.get(name, np.zeros(kernel.shape[3])), None)
            for name, kernel in kernels.items()}


def _read_torchvision(path, names):
    state = read_tensors(path)
    state = {key: value for key, value in state.items() if key.startswith("features.")}
    convs = sorted({int(key.split(".")[1]) for key, value in state.items() if value.ndim == 4})
    if len(convs) != 13:
        raise DataError(f"has {len(convs)} convolutions, not VGG-16's 13", path)
    found = {}
    for name, at in zip(names, convs):
        norm = None
        if f"features.{at + 1}.running_mean" in state:
            norm = {key: state[f"features.{at + 1}.{key}"].numpy()
                    for key in ("weight", "bias", "running_mean", "running_var")}
        found[name] = (state[f"features.{at}.weight"].numpy(), state[f"features.{at}.bias"].numpy(), norm)
    return found


def _read_package(path):
    """A model package of ours (a folder with model.json): {node: (kernel OIHW, bias, None)}, the head's 1x1 included."""
    weights = read_tfjs_weights(path)
    found = {}
    for name, kernel in weights.items():
        if kernel.ndim == 4:
            layer = name.removesuffix("_kernel").removesuffix("/kernel")
            bias = next((weights[other] for other in (f"{layer}_bias", f"{layer}/bias") if other in weights), None)
            found[layer] = (kernel.transpose(3, 2, 0, 1), np.zeros(kernel.shape[3]) if bias is None else bias, None)
    return found


def ours():
    """(gain, offset) of weights that take our input as it is."""
    return np.ones(3), np.zeros(3)


def _read(path, names):
    """({layer: (kernel OIHW, bias, batch norm or None)}, what their input is of ours)."""
    try:
        if os.path.isdir(path):
            return _read_package(path), ours()
        if path.endswith((".h5", ".hdf5", ".keras")):
            return _read_keras(path), keras_input()
        if path.endswith(".npz"):
            return _read_partial(path), keras_input()
        if path.endswith(".pth"):
            return _read_torchvision(path, names), torchvision_input()
    except DataError:
        raise
    except Exception as error:  # what h5py, numpy and torch raise for a broken file is no one's contract
        raise DataError(f"not readable as starting weights ({error})", path) from error
    raise DataError("starting weights must be .h5 (Keras), .pth (torchvision), .npz (partial), .pt (ours) or the folder of a model package", path)


@torch.no_grad()
def _set_layer(layer, kernel, bias, norm, name, path):
    if tuple(kernel.shape) != tuple(layer.conv.weight.shape):
        raise DataError(f"{name} is {tuple(kernel.shape)} there and {tuple(layer.conv.weight.shape)} here: "
                        "ImageNet files fit --width 1 only (train narrow without --init, or widen.py afterwards)", path)
    layer.conv.weight.copy_(torch.from_numpy(np.ascontiguousarray(kernel)))
    bn, shift = layer.bn, torch.from_numpy(np.asarray(bias, dtype=np.float32))
    bn.running_mean.copy_(-shift)
    bn.running_var.fill_(1 - bn.eps)
    bn.weight.fill_(1)
    bn.bias.zero_()
    if norm is not None:
        for key in ("weight", "bias", "running_var"):
            getattr(bn, key).copy_(torch.from_numpy(norm[key]))
        bn.running_mean.copy_(torch.from_numpy(norm["running_mean"]) - shift)


def _initialize_other(model, path, images):
    """MobileNet v2 from what photographs taught; the other networks know no file but a checkpoint of ours."""
    if model.config["architecture"] != "mobilenet-v2" or not os.path.isfile(os.path.join(path, "model.json")):
        raise DataError(f"{model.config['architecture']} starts from a checkpoint of ours (.pt) or from scratch"
                        + (", or from the folder of SSDLite MobileNet v2 for TensorFlow.js" if model.config["architecture"] == "mobilenet-v2" else ""), path)
    weights = read_tfjs_weights(path)
    if not holds_photograph_weights(weights):
        raise DataError("is not SSDLite MobileNet v2, the only folder that mobilenet-v2 starts from", path)
    if images is None:
        raise DataError("these weights' norms are settled on slices, and none were given", path)
    count = take_photograph_weights(model, weights, path, images)
    return f"{count} convolutions from {path} (taught by photographs); norms settled on {len(images)} slices"


def initialize(model, path, left_out=-1, tensors=None, images=None):
    """Fills `model` from a file; returns a sentence about what was taken. Refuses before it changes anything.

    `images` (network input) settle the batch norms of layers that had none in their source; see settle.py.

    A narrower checkpoint of ours is widened (net2net.py). A checkpoint of ours must have left out every fold that this run leaves out, or the run would test on patients that
    its starting weights had seen.
    """
    if path.endswith(".pt"):
        content = load_checkpoint(path)
        require_left_out(content, left_out, tensors, path)
        narrower = content["config"].get("width", model.config["width"]) < model.config["width"]
        new_bone = model.has_bone and not content["config"].get("bone")
        require_same_architecture(content, model.config, path, ignore=("width",) * narrower + ("bone",) * new_bone)
        source, said = averaged_network(content), f"all weights from {path} (step {content['step']})"
        if narrower:
            source, said = widen(source, model.config["width"], noise=_WIDENING_NOISE), f"{said}, widened from {content['config']['width']}"
        if new_bone:
            source.add_bone()
            said += ", the bone window's at zero"
        model.load_state_dict(source.state_dict())
        return said
    if model.has_bone:
        raise DataError("a network with a bone window starts from a checkpoint of ours (.pt) or from scratch", path)
    if model.config["architecture"] != "vgg16":
        return _initialize_other(model, path, images)
    if os.path.isdir(path) and as_list(left_out):
        raise DataError("a package was trained on all patients: it can't start a run that tests on some", path)
    names = [name for name, _ in model.convolutions()]
    found, (gain, offset) = _read(path, names)
    taken = [name for name in names if name in found]
    if not taken:
        raise DataError("holds no VGG-16 convolution by a known name", path)
    biases, backup = {}, {key: value.clone() for key, value in model.state_dict().items()}
    try:
        for name, layer in model.convolutions():
            if name not in found:
                continue
            kernel, bias, norm = found[name]
            if name == "block1_conv1":
                bias = bias + np.einsum("oihw,i->o", kernel, offset)
                kernel = kernel * gain[None, :, None, None]
            _set_layer(layer, kernel.astype(np.float32), bias, norm, name, path)
            if norm is None:
                biases[name] = bias
    except DataError:
        model.load_state_dict(backup)
        raise
    settled, scale = settle_norms(model, biases, images) if images is not None else (0, 1.0)
    if "class_maps" in found and model.head_kind == "class-maps":
        kernel, bias, _ = found["class_maps"]
        with torch.no_grad():
            model.head.weight.copy_(torch.from_numpy(np.ascontiguousarray(kernel)) * scale)
            model.head.bias.copy_(torch.from_numpy(np.asarray(bias, dtype=np.float32)))
    return (f"{len(taken)} of {len(names)} convolutions from {path}: {taken[0]} to {taken[-1]}"
            + (f"; batch norms of {settled} settled on {len(images)} slices" if settled else ""))
