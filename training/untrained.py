#!/usr/bin/env python3
"""Writes a checkpoint of random weights: to export, pack and time a network before it is trained. Its package says "untrained".

usage: untrained.py ARCHITECTURE OUT.pt [--width W] [--input-size S] [--head HEAD] [--seed N]
"""
import argparse

import torch

from ich.augment import SCALE, SHIFT
from ich.checkpoint import save_checkpoint
from ich.errors import run_main
from ich.model import ARCHITECTURES, build
from ich.phantom import phantom_inputs


@torch.no_grad()
def enliven(model):
    """Sets batch statistics and the head by phantoms, so that no channel dies on the way and logits differ: else equal outputs prove little."""
    x = torch.from_numpy(phantom_inputs(model.config["input_size"], bone=model.has_bone)).permute(0, 3, 1, 2)
    for name, layer in model.convolutions():
        layer.bn.momentum = 1.0
        if layer.activation == "none" and not name.endswith("_over"):  # Residuals at full strength would blow rounding up from block to block.
            layer.bn.weight.fill_(0.2)
    model.train()(x)
    for _, layer in model.convolutions():
        layer.bn.momentum = 0.1
    logits = model.eval()(x)
    last = model.head.predictions if model.head_kind == "fc4096" else model.head
    # Enough that outputs differ. With twice as much, rounding in Inception's 94 random layers is more than pack-model allows between frameworks.
    gain = 0.75 / logits.std()
    last.weight *= gain
    last.bias.copy_((last.bias - logits.mean()) * gain)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("architecture", choices=tuple(ARCHITECTURES))
    parser.add_argument("out")
    parser.add_argument("--width", type=float, default=1.0)
    parser.add_argument("--input-size", type=int, default=160)
    parser.add_argument("--head", default="class-maps")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    model = build(dict(architecture=options.architecture, width=options.width, head=options.head, input_size=options.input_size,
                       r=4.0, dropout=0.1, activation="sigmoid"))
    enliven(model)
    state = model.state_dict()
    run = {"fold": -1, "seed": options.seed, "init": None, "scale": SCALE, "shift": SHIFT, "code_version": "untrained.py",
           "train_slices": 0, "train_patients": 0}
    save_checkpoint(options.out, config=model.config, model=state, ema=state, optimiser=None, step=0, slices=0, seconds=0.0, run=run)
    print(f"{options.out}: {options.architecture}, {sum(p.numel() for p in model.parameters())} random numbers")


if __name__ == "__main__":
    run_main(main)
