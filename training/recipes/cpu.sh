#!/bin/bash
# Five folds, then all data, on a CPU: an hour and a half on one core with the default minutes.
# usage: recipes/cpu.sh DATA RUNS [MINUTES=12]     DATA: what `npm run tensors` takes, or tensors; MINUTES: of each run
# trial: MINUTES_SCALE=.01 WIDTH=.0625 STAGES=48:1 LIMIT=60 recipes/cpu.sh DATA RUNS   (see recipes/steps.sh)
set -euo pipefail
[ $# -ge 2 ] || { sed -n 2,4p "$0" >&2; exit 2; }
recipes=$(cd "$(dirname "$0")" && pwd)
data=$(realpath "$1") runs=$(realpath -m "$2") MINUTES=${3:-12}
DEVICE=cpu WIDTH=${WIDTH:-.25} BATCH=${BATCH:-16} THREADS=${THREADS:-1}
STAGES=${STAGES:-80:.35,112:.85,128:1} FINAL_STAGES=${FINAL_STAGES:-112:.8,128:1}
[ "$STAGES" = "${STAGES#*,}" ] && FINAL_STAGES=$STAGES
. "$recipes/steps.sh"
keep_settings data MINUTES MINUTES_SCALE WIDTH BATCH STAGES FINAL_STAGES LIMIT TENSORS_OPTIONS

prepare 4 1
common=(--bank "$bank" --width "$WIDTH")
for fold in 0 1 2 3 4; do
  train "fold$fold" "$MINUTES" "${common[@]}" --fold "$fold" --seed "$fold" --stages "$STAGES"
done
train final "$MINUTES" "${common[@]}" --fold -1 --seed 100 --init "$runs/fold0.pt" --lr 1.2e-3 --stages "$FINAL_STAGES"
finish
