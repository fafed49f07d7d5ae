#!/usr/bin/env python3
"""Averages the weights of checkpoints that went on from one checkpoint: one network's cost, some of an ensemble's steadiness.

Wortsman et al. 2022 ("Model soups"). Only for runs that share their start: networks trained apart don't lie in one valley.
Batch statistics are averaged like weights.

usage: average_weights.py OUT.pt CHECKPOINT CHECKPOINT...
"""
import argparse
import os

import torch

from ich.checkpoint import load_checkpoint, require_same_architecture, save_checkpoint
from ich.errors import DataError, run_main
from ich.predict import averaged_network


def average(contents, paths):
    """State dict of the checkpoints' averaged weights; integers (batch counts) from the first.

    Raises DataError where shapes or the patients left out differ: such an average would have seen patients of some fold.
    """
    first = contents[0]
    for content, path in zip(contents[1:], paths[1:]):
        if any(content["run"].get(key) != first["run"].get(key) for key in ("fold", "left_out")):
            raise DataError(f"left out fold {content['run']['fold']}, and {paths[0]} left out {first['run']['fold']}, or other patients",
                            path)
        require_same_architecture(content, first["config"], path, ignore=("input_size",))
    states = [content["ema"] for content in contents]
    return {key: torch.stack([state[key] for state in states]).mean(0) if value.dtype.is_floating_point else value.clone()
            for key, value in states[0].items()}


def last_of(contents, paths):
    """The checkpoint that went on from the others, whose run is what the average was made by; the one that saw most where none did."""
    began = [os.path.realpath(content["run"].get("init") or "") for content in contents]
    ends = [content for content, path in zip(contents, paths) if os.path.realpath(path) not in began]
    return max(ends or contents, key=lambda content: content["slices"])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out")
    parser.add_argument("checkpoints", nargs="+")
    options = parser.parse_args()
    if len(options.checkpoints) < 2:
        raise DataError("an average needs two checkpoints or more", options.checkpoints[0])
    contents = [load_checkpoint(path) for path in options.checkpoints]
    latest = last_of(contents, options.checkpoints)
    model = averaged_network({**latest, "ema": average(contents, options.checkpoints)})
    state = model.state_dict()
    save_checkpoint(options.out, config=latest["config"], model=state, ema=state, optimiser=None, step=latest["step"],
                    slices=latest["slices"], seconds=latest["seconds"],
                    run={**latest["run"], "averaged_from": options.checkpoints, "metrics": None})
    print(f"{options.out}: the weights of {len(contents)} checkpoints averaged")


if __name__ == "__main__":
    run_main(main)
