#!/usr/bin/env python3
"""Writes several checkpoints' averaged weights as one folder for `npm run pack-model`: one graph whose logits are the mean of theirs.

What they cost adds up. Their calibration is fitted on the mean of their out-of-fold logits (`mean_oof.py`). The folder is as export.py
writes it.

usage: export_mean.py OUT CHECKPOINT CHECKPOINT... [--input-size S]
"""
import argparse

import numpy as np

from export import CT_ICH, describe, said_of
from ich.checkpoint import load_checkpoint
from ich.errors import DataError, run_main
from ich.export_folder import checked_outputs, logits_of, write_export
from ich.graph import layers_of
from ich.mean_graph import mean_of
from ich.phantom import phantom_inputs
from ich.predict import averaged_network

_ALIKE = ("architecture", "activation", "head", "bone")


def require_alike(contents, paths):
    """Raises DataError where the networks don't read the same input, or say something else of it."""
    first = contents[0]
    for content, path in zip(contents[1:], paths[1:]):
        for where, keys in (("config", _ALIKE), ("run", ("spec", "scale", "shift", "single_slice", "fold", "left_out"))):
            for key in keys:
                if content[where].get(key) != first[where].get(key):
                    raise DataError(f"{key} is {content[where].get(key)!r} and {first[where].get(key)!r} in {paths[0]}", path)


def described_together(each):
    """architecture.json's content of the mean from that of each network: the widest one's width, all their slices and minutes."""
    widest = max(each, key=lambda one: one["width"])
    provenance = [one["provenance"] for one in each]
    members = "; ".join(f"width {one['width']:g}, {one['provenance']['trainedOn']}" for one in each)

    def total(key):
        return None if any(one[key] is None for one in provenance) else sum(one[key] for one in provenance)

    told = {key: total(key) for key in ("minutes", "steps", "slicesSeen", "successiveRuns")}
    return {**widest, "lsePoolingR": None, "provenance": {
        **widest["provenance"], **told, "metrics": None,
        "trainedOn": f"the mean of {len(each)} networks' logits: {members}"}}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out")
    parser.add_argument("checkpoints", nargs="+")
    parser.add_argument("--input-size", type=int, help="another size than trained at")
    parser.add_argument("--seen-before", type=int, nargs="+", help="of each checkpoint: slices of runs whose checkpoints are not at hand")
    for name in CT_ICH:
        parser.add_argument(f"--{name}", help="for the model card; known where the tensors' path names ct-ich")
    options = parser.parse_args()
    paths = options.checkpoints
    if len(paths) < 2:
        raise DataError("a mean needs two checkpoints or more", paths[0])
    before = options.seen_before or [None] * len(paths)
    if len(before) != len(paths):
        raise DataError(f"--seen-before has {len(before)} numbers for {len(paths)} checkpoints", paths[0])
    contents = [load_checkpoint(path) for path in paths]
    require_alike(contents, paths)
    models = [averaged_network(content) for content in contents]
    size = options.input_size or contents[0]["config"]["input_size"]
    if not all(model.fits(size) for model in models):
        raise DataError(f"input size {size} doesn't fit these networks", paths[0])
    graphs = [layers_of(model) for model in models]
    layers, arrays = mean_of(graphs)
    inputs = phantom_inputs(size, bone=models[0].has_bone)
    unfolded = np.mean([logits_of(model, inputs) for model in models], 0)
    outputs, error = checked_outputs(paths[0], layers, arrays, inputs, unfolded)
    each = [describe(content, own, layers, size, **said_of(options, content), seen_before=seen)
            for content, (_, own), seen in zip(contents, graphs, before)]
    described = {**described_together(each), "parameters": sum(array.size for array in arrays.values())}
    write_export(options.out, described, arrays, inputs, outputs)
    print(f"{options.out}: {len(paths)} networks, {len(layers)} layers, input {size} px, folding error {error:.1e} in a logit")


if __name__ == "__main__":
    run_main(main)
