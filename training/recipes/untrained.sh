#!/bin/bash
# A package of random weights for each network, to race before any is trained: minutes on one core.
# usage: recipes/untrained.sh RUNS [NETWORK...]     makes RUNS/packs/untrained-NETWORK; those that are there stay
# Weights in f32: halves move what random layers say by more than pack-model allows (MobileNet v2 by .02), and cost no engine time.
# At full width and 160 px, or as WIDTH and SIZE say; alexnet-2012 as published, with fc4096 at 227 px. Then, in the project's root:
#   for pack in RUNS/packs/untrained-*; do npm run bench -- engine --model "$pack"; done
set -euo pipefail
[ $# -ge 1 ] || { sed -n 2,6p "$0" >&2; exit 2; }
training=$(cd "$(dirname "$0")/.." && pwd)
runs=$(realpath -m "$1") python=${PYTHON:-python3}
shift
[ $# -gt 0 ] || set -- vgg16 resnet-18 resnet-50 inception-v3 mobilenet-v2 mobilenet-v3-large efficientnet-b0 efficientnet-b2 alexnet alexnet-2012
mkdir -p "$runs/packs"
for network in "$@"; do
  pack=$runs/packs/untrained-$network
  [ ! -e "$pack/manifest.json" ] || continue
  shape=(--width "${WIDTH:-1}" --input-size "${SIZE:-160}")
  [ "$network" != alexnet-2012 ] || shape=(--width "${WIDTH:-1}" --input-size 227 --head fc4096)
  "$python" "$training/untrained.py" "$network" "$runs/untrained-$network.pt" "${shape[@]}"
  "$python" "$training/export.py" "$runs/untrained-$network.pt" "$runs/export-untrained-$network"
  (cd "$training/.." && npm run pack-model -- "$runs/export-untrained-$network" --out "$pack" --weights f32 --title "$network, untrained")
done
