"""Checkpoints: everything that a run needs to go on as if it had never stopped, written whole or not at all."""
import os

import torch

from .atomic import replacing
from .errors import DataError

FORMAT = 1
_SHAPING = ("architecture", "width", "head", "input_size", "r", "activation", "bone")


def save_checkpoint(path, **content):
    """Writes `content` (model, ema, config, optimiser, ... ) atomically."""
    with replacing(path) as part:
        torch.save({"format": FORMAT, **content}, part)


def read_tensors(path):
    """torch.load onto the CPU, without running code from the file where PyTorch can (2.0 and newer)."""
    safe = {"weights_only": True} if int(torch.__version__.split(".")[0]) >= 2 else {}
    return torch.load(path, map_location="cpu", **safe)


def load_checkpoint(path):
    """Reads a checkpoint. Raises DataError where it is missing, no checkpoint, or of another format."""
    if not os.path.exists(path):
        raise DataError("checkpoint not found", path)
    try:
        content = read_tensors(path)
    except Exception as error:
        raise DataError(f"no readable checkpoint ({error})", path) from error
    if not isinstance(content, dict) or content.get("format") != FORMAT or "config" not in content:
        raise DataError(f"no checkpoint of format {FORMAT}", path)
    return content


def require_same_architecture(content, config, path, ignore=()):
    """Raises DataError naming every setting in which the checkpoint's network differs from `config`.

    The input size shapes weights only under the fc4096 head.
    """
    differing = [key for key in _SHAPING if key not in ignore and content["config"].get(key) != config.get(key)
                 and not (key == "input_size" and config.get("head") != "fc4096")]
    if differing:
        said = ", ".join(f"{key} is {content['config'].get(key)!r} there and {config.get(key)!r} here" for key in differing)
        raise DataError(f"checkpoint of another architecture: {said}", path)
