"""Reads the weights of a TensorFlow.js model: a folder with model.json and the files that its manifest names."""
import json
import os

import numpy as np

from .errors import DataError


def read_tfjs_weights(path):
    """{name: float32 array} of the folder at `path`; weights that are stored as whole numbers stay whole numbers' values.

    DataError where the manifest names more bytes than its files hold, or an affine quantization, which no file of ours has.
    """
    with open(os.path.join(path, "model.json"), encoding="utf-8") as source:
        groups = json.load(source)["weightsManifest"]
    weights = {}
    for group in groups:
        data, at = b"", 0
        for name in group["paths"]:
            with open(os.path.join(path, name), "rb") as part:
                data += part.read()
        for spec in group["weights"]:
            quantization = spec.get("quantization", {})
            if "scale" in quantization:
                raise DataError(f"{spec['name']} is quantized to {quantization.get('dtype')}: take the float32 file", path)
            stored = np.dtype(quantization.get("dtype", spec["dtype"]))
            count = int(np.prod(spec["shape"])) if spec["shape"] else 1
            if at + count * stored.itemsize > len(data):
                raise DataError(f"{spec['name']} ends beyond the weights' {len(data)} bytes", path)
            weights[spec["name"]] = np.frombuffer(data, stored, count, at).astype(np.float32).reshape(spec["shape"])
            at += count * stored.itemsize
    return weights
