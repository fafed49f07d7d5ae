#!/usr/bin/env python3
"""Writes a checkpoint's averaged weights as a framework-neutral folder for `npm run pack-model`.

OUT/architecture.json   layers in order, input size, PreprocessSpec, activation, provenance
OUT/*_kernel.npy, *_bias.npy   float32, batch norm folded; convolutions HWIO, dense [in, out]
OUT/golden_*.npy        inputs made of phantoms and noise, and what PyTorch computes from the folded weights

usage: export.py CHECKPOINT OUT [--input-size S]
"""
import argparse
import os

from ich.bone import CENTER, WIDTH
from ich.checkpoint import load_checkpoint
from ich.errors import DataError, run_main
from ich.export_folder import checked_outputs, logits_of, write_export
from ich.graph import layers_of
from ich.labels import OUTPUT_LABELS
from ich.phantom import phantom_inputs
from ich.predict import averaged_network

#: What is said of the data where the tensors' path names ct-ich and nothing else is given.
CT_ICH = {"data": "ct-ich (Hssayeni et al. 2019) and hemorrhages synthesized into its slices",
          "licence": "weights: as the project; data: CC BY 4.0",
          "attribution": "Hssayeni M, et al. Computed tomography images for intracranial hemorrhage detection and "
                         "segmentation. PhysioNet; Data 2020;5:14"}


def preprocess_spec(content, size):
    """The application's PreprocessSpec: the tensors' own, with this network's size and normalization."""
    run = content["run"]
    spec = dict(run.get("spec") or {})
    channels = spec.get("channels", [{"sliceOffset": o, "center": 40, "width": 120} for o in (-1, 0, 1)])
    if run.get("single_slice"):
        channels = [{**channel, "sliceOffset": 0} for channel in channels]
    if content["config"].get("bone"):
        channels = [*channels, {"sliceOffset": 0, "center": CENTER, "width": WIDTH}]
    spec.update(version=1, crop=spec.get("crop", "head"), size=size, resize=spec.get("resize", "area-bilinear"), channels=channels,
                scale=[run["scale"]] * len(channels), shift=[run["shift"]] * len(channels))
    return spec


def taught_by_photographs(start, architecture):
    """Whether these starting weights saw no head CT: ImageNet's files, and the one folder that MobileNet v2 starts from."""
    return start.endswith((".h5", ".hdf5", ".keras", ".pth", ".npz")) or (architecture == "mobilenet-v2" and not start.endswith(".pt"))


def lineage(content):
    """[(minutes, steps, slices)] of this run and of the runs it started from, newest first, as far as they are at hand; and whether
    that is all of them."""
    runs = []
    while True:
        runs.append((content["seconds"] / 60, content["step"], content["slices"]))
        start = content["run"].get("init") or ""
        if not (start.endswith(".pt") and os.path.exists(start)):
            return runs, not start or taught_by_photographs(start, content["config"]["architecture"])
        content = load_checkpoint(start)


def slices_seen(runs, whole, before):
    """Slices shown in all runs; None where an earlier run's are not known. before: of the runs that are not at hand."""
    if before is None and not whole:
        return None
    return sum(slices for _, _, slices in runs) + (before or 0)


def said_of(options, content):
    """What is said of the data: as the options say, else as the tensors' path tells."""
    known = CT_ICH if "ct-ich" in content["run"].get("tensors", "") else {}
    return {name: getattr(options, name) or known.get(name, "not stated") for name in CT_ICH}


def describe(content, arrays, layers, size, data, licence, attribution, seen_before=None):
    """architecture.json's content."""
    config, run = content["config"], content["run"]
    fold, (runs, whole) = run["fold"], lineage(content)
    averaged = len(run.get("averaged_from") or ())
    return {
        "formatVersion": 2, "status": "untrained" if content["step"] == 0 else "research", "architecture": config["architecture"], "width": config["width"], "head": config["head"],
        "lsePoolingR": config["r"] if config["head"] == "class-maps" else None, "inputSize": size,
        "parameters": sum(array.size for array in arrays.values()),
        "preprocessSpec": preprocess_spec(content, size), "activation": config["activation"],
        "outputLabels": list(OUTPUT_LABELS[config["activation"]]), "layers": layers,
        "provenance": {
            "data": data, "licence": licence, "attribution": attribution, "seed": run["seed"],
            "codeVersion": run["code_version"], "minutes": round(sum(r[0] for r in runs), 1), "steps": sum(r[1] for r in runs),
            "slicesSeen": slices_seen(runs, whole, seen_before) or None, "successiveRuns": len(runs),
            "trainedOn": f"{run['train_slices']} slices of {run['train_patients']} patients "
            f"({'all folds' if fold == -1 else f'all folds but {fold}'})"
            + (f", the weights of {averaged} checkpoints averaged" if averaged else ""), "metrics": run.get("metrics"),
        },
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint")
    parser.add_argument("out")
    parser.add_argument("--input-size", type=int, help="another size than trained at (fully convolutional heads only)")
    parser.add_argument("--seen-before", type=int, help="slices shown in earlier runs whose checkpoints are not at hand")
    for name in CT_ICH:
        parser.add_argument(f"--{name}", help="for the model card; known where the tensors' path names ct-ich")
    options = parser.parse_args()
    content = load_checkpoint(options.checkpoint)
    model = averaged_network(content)
    size = options.input_size or content["config"]["input_size"]
    if not model.fits(size) or (size != content["config"]["input_size"] and content["config"]["head"] == "fc4096"):
        raise DataError(f"input size {size} doesn't fit this network", options.checkpoint)
    layers, arrays = layers_of(model)
    inputs = phantom_inputs(size, bone=model.has_bone)
    outputs, error = checked_outputs(options.checkpoint, layers, arrays, inputs, logits_of(model, inputs))
    described = describe(content, arrays, layers, size, **said_of(options, content), seen_before=options.seen_before)
    write_export(options.out, described, arrays, inputs, outputs)
    print(f"{options.out}: {len(layers)} layers, input {size} px, folding error {error:.1e} in a logit")


if __name__ == "__main__":
    run_main(main)
