#!/bin/bash
# One command on a CUDA machine: full-width VGG-16 in bf16 at 128 to 192 px, five folds and all data.
# Written for a card with 16 GB or more; NOT YET RUN on one: no GPU was at hand. The code path is the CPU's with autocast.
# usage: recipes/gpu.sh TENSORS RUNS [MINUTES=30] [STARTING_WEIGHTS]
set -euo pipefail
tensors=$(realpath "$1") runs=$(realpath -m "$2") minutes=${3:-30}
init=(); [ $# -ge 4 ] && init=(--init "$(realpath "$4")" --unfreeze 2:.05,1:.1,0:1)
cd "$(dirname "$0")/.."
mkdir -p "$runs"
[ -f "$runs/bank/index.npz" ] || python3 make_bank.py "$tensors" --out "$runs/bank" --variants 12 --look-alikes 3
common=(--bank "$runs/bank" --device cuda --width 1 --batch 64 --lr 1e-3 --stages 128:.4,160:.8,192:1
        --threads 8 --resume "${init[@]}")
for fold in 0 1 2 3 4; do
  [ -f "$runs/fold$fold.done" ] && continue
  python3 train.py "$tensors" "${common[@]}" --fold $fold --seed $fold --minutes "$minutes" --out "$runs/fold$fold.pt"
  touch "$runs/fold$fold.done"
done
python3 predict_oof.py "$tensors" "$runs"/fold?.pt --out "$runs/oof.csv"
python3 train.py "$tensors" "${common[@]}" --fold -1 --seed 100 --minutes "$minutes" --out "$runs/final.pt"
python3 export.py "$runs/final.pt" "$runs/export-final"
