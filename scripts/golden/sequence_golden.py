"""Golden values for src/inference/sequence-model.ts: a random model along slices, and what PyTorch makes of made-up studies.

usage: python3 scripts/golden/sequence_golden.py   (writes src/inference/goldens/sequence.json; needs PyTorch)
"""
import json
import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "training"))

import torch  # noqa: E402

from ich.sequence import SequenceModel  # noqa: E402
from train_sequence import as_json, golden  # noqa: E402


def main():
    torch.manual_seed(1)
    models = [SequenceModel().eval() for _ in range(2)]
    for model in models:
        torch.nn.init.normal_(model.last.weight, std=0.3)
    target = os.path.join(ROOT, "src/inference/goldens/sequence.json")
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with open(target, "w", encoding="utf-8") as out:
        json.dump({**as_json(models), "golden": golden(models)}, out)
        out.write("\n")


if __name__ == "__main__":
    main()
