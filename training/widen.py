#!/usr/bin/env python3
"""Widens a checkpoint without changing what it computes; train it on with train.py --init WIDE.pt --width W.

usage: widen.py CHECKPOINT WIDE.pt --width 1 [--noise .02]
"""
import argparse

import torch

from ich.checkpoint import load_checkpoint, save_checkpoint
from ich.errors import DataError, run_main
from ich.net2net import widen
from ich.predict import averaged_network


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint")
    parser.add_argument("out")
    parser.add_argument("--width", type=float, required=True)
    parser.add_argument("--noise", type=float, default=0.02, help="share of each kernel's deviation; 0 is exact")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    content = load_checkpoint(options.checkpoint)
    model = averaged_network(content)
    exact = widen(model, options.width, options.seed)
    x = torch.randn(2, 3, 64, 64, generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        error = float((exact(x) - model(x)).abs().max())
    if not error < 1e-3:
        raise DataError(f"widened network differs by {error:.1e} in a logit", options.checkpoint)
    wide = widen(model, options.width, options.seed, options.noise)
    save_checkpoint(options.out, config=wide.config, model=wide.state_dict(), ema=wide.state_dict(), optimiser=None,
                    step=content["step"], slices=content["slices"], seconds=content["seconds"],
                    run={**content["run"], "widened_from": options.checkpoint, "metrics": None})
    print(f"{options.out}: width {content['config']['width']} -> {options.width}, exact to {error:.1e} before noise")


if __name__ == "__main__":
    run_main(main)
