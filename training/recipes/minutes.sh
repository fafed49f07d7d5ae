#!/bin/bash
# One command on a CUDA machine that is there for minutes: VGG-16 at full and half width, each trained on all patients, without folds
# 0 and 1 and without 2, 3 and 4, all six side by side; then their out-of-fold figures. On an H200, 4 minutes gave each some 220 000 slices.
# usage: recipes/minutes.sh DATA RUNS [MINUTES=4]     DATA: what `npm run tensors` takes, or tensors (travel.py brings them)
#
# WIDTHS="1 .5"  BATCH=64  THREADS=16  VARIANTS=10  LOOK_ALIKES=3; MINUTES_SCALE, DEVICE, STAGES, LIMIT as in gpu.sh
set -euo pipefail
[ $# -ge 2 ] || { sed -n 2,7p "$0" >&2; exit 2; }
recipes=$(cd "$(dirname "$0")" && pwd)
data=$(realpath "$1") runs=$(realpath -m "$2") MINUTES=${3:-4}
DEVICE=${DEVICE:-cuda} WIDTHS=${WIDTHS:-1 .5} BATCH=${BATCH:-64} THREADS=${THREADS:-$(nproc)} WIDTH=side-by-side
STAGES=${STAGES:-96:.3,128:.7,160:1} VARIANTS=${VARIANTS:-10} LOOK_ALIKES=${LOOK_ALIKES:-3}
. "$recipes/steps.sh"
keep_settings data MINUTES MINUTES_SCALE DEVICE WIDTHS BATCH STAGES VARIANTS LOOK_ALIKES LIMIT TENSORS_OPTIONS
for part in outlines moved; do # brought along: not made again
  if [ -f "$runs/$part/index.npz" ]; then touch "$runs/done/$part"; fi
done
prepare "$VARIANTS" "$LOOK_ALIKES"

# A core each: six draw their batches at the same time.
THREADS=1
side_by_side() { # WIDTH SEED NAME FOLDS
  train "wide$1-$3" "$MINUTES" --bank "$bank" --width "$1" --fold "$4" --seed "$2" --lr 1.3e-3 --augment 1.1 --bending 1 --alone .5 --dropout .2 \
    --save-every .5 --stages "$STAGES"
}
seed=100 waiting=()
for width in $WIDTHS; do
  for part in all:-1 01:2,3,4 234:0,1; do
    seed=$((seed + 1))
    side_by_side "$width" "$seed" "${part%%:*}" "${part##*:}" &
    waiting+=($!)
  done
done
for run in "${waiting[@]}"; do wait "$run"; done
for width in $WIDTHS; do
  step "oof$width" python predict_oof.py "$tensors" "$runs/wide$width-01.pt" "$runs/wide$width-234.pt" --no-flip --device "$DEVICE" --threads 1 \
    --out "$runs/oof$width.csv"
done
