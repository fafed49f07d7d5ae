"""A model package of ours as a network that can be asked: at an exam, or as a teacher.

Packages outlive the checkpoints that they were made from. Their batch norms are folded and they have no auxiliary map, so
none is resumed or averaged: `--init` starts a run from one.
"""
import json
import os

from .checkpoint import load_checkpoint
from .errors import DataError
from .initialize import initialize
from .model import build
from .tfjs_weights import read_tfjs_weights


def _config(path):
    """A checkpoint's config from a package's manifest and graph. Raises DataError where it is no single VGG-16 with class maps."""
    try:
        with open(os.path.join(path, "manifest.json"), encoding="utf-8") as source:
            manifest = json.load(source)
        said, size = manifest["architecture"], manifest["preprocess"]["size"]
        name, width, activation = said["name"], said["width"], manifest["activation"]
        weights = read_tfjs_weights(path)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(f"is no readable model package ({error})", path) from error
    if name != "vgg16":
        raise DataError(f"is a package of {name}: only VGG-16's are read", path)
    if "class_maps/kernel" not in weights or "logits/r" not in weights:
        raise DataError("has no class maps of a single network", path)
    return dict(architecture=name, width=width, head="class-maps", input_size=size, r=float(weights["logits/r"]), dropout=0.0, activation=activation)


def load_package(path):
    """What `load_checkpoint` gives, of a package's folder: a network that was trained on all patients, without a training's state."""
    config = _config(path)
    model = build(config)
    initialize(model, path)
    return dict(config=model.config, ema=model.state_dict(), run={"fold": -1}, slices="package", step=0)


def load_network(path):
    """A checkpoint's content or a package's, by whether `path` is a folder."""
    return load_package(path) if os.path.isdir(path) else load_checkpoint(path)
