#!/bin/bash
# Five folds, then all data, on a CPU. TENSORS is what `npm run tensors` wrote. MINUTES is for each of the six runs.
# usage: recipes/cpu.sh TENSORS RUNS [MINUTES=12]
set -euo pipefail
tensors=$(realpath "$1") runs=$(realpath -m "$2") minutes=${3:-12}
cd "$(dirname "$0")/.."
mkdir -p "$runs"
[ -f "$runs/bank/index.npz" ] || python3 make_bank.py "$tensors" --out "$runs/bank"
for fold in 0 1 2 3 4; do
  [ -f "$runs/fold$fold.done" ] && continue
  python3 train.py "$tensors" --bank "$runs/bank" --fold $fold --seed $fold --minutes "$minutes" \
    --resume --out "$runs/fold$fold.pt"
  touch "$runs/fold$fold.done"
done
python3 predict_oof.py "$tensors" "$runs"/fold?.pt --size 128 --out "$runs/oof.csv"
python3 train.py "$tensors" --bank "$runs/bank" --fold -1 --seed 100 --minutes "$minutes" \
  --init "$runs/fold0.pt" --lr 1.2e-3 --stages 112:.8,128:1 --resume --out "$runs/final.pt"
python3 export.py "$runs/final.pt" "$runs/export-final" --input-size 128
