"""The folder that `npm run pack-model` takes: architecture.json, the arrays, and golden inputs with what PyTorch makes of them."""
import os
import shutil

import numpy as np
import torch

from .atomic import write_json
from .errors import DataError
from .graph import run_layers

#: By how much a logit of the layers as exported may differ from the network's own, at logits of about 1.
TOLERANCE = 2e-4


@torch.no_grad()
def logits_of(model, inputs):
    """[k, labels] of a network that is not folded yet; inputs [k, S, S, C] float32."""
    return model(torch.from_numpy(inputs).permute(0, 3, 1, 2)).numpy()


def checked_outputs(path, layers, arrays, inputs, unfolded):
    """({layer: output} of the layers as exported, their largest error in a logit). Raises DataError where they are not the network that
    gave `unfolded`."""
    outputs = run_layers(layers, arrays, inputs)
    error = float(np.abs(unfolded - outputs["logits"]).max())
    if not error < TOLERANCE * max(1.0, float(np.abs(unfolded).max())):
        raise DataError(f"folded and unfolded network differ by {error:.2e} in a logit", path)
    return outputs, error


def write_export(out, described, arrays, inputs, outputs):
    """Writes the folder whole or not at all; an earlier export there is replaced. Raises DataError where something else lies there."""
    part = f"{out.rstrip('/')}.part{os.getpid()}"
    os.makedirs(part)
    try:
        for name, array in arrays.items():
            np.save(os.path.join(part, f"{name}.npy"), array)
        np.save(os.path.join(part, "golden_inputs.npy"), inputs)
        for name in ("logits", "probabilities", "class_maps"):
            if name in outputs:
                np.save(os.path.join(part, f"golden_{name}.npy"), outputs[name])
        write_json(os.path.join(part, "architecture.json"), described)
        if os.path.isdir(out):
            if not os.path.exists(os.path.join(out, "architecture.json")) and os.listdir(out):
                raise DataError("is there already and is no export; nothing written", out)
            shutil.rmtree(out)
        os.rename(part, out)
    finally:
        shutil.rmtree(part, ignore_errors=True)
