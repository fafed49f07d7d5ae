#!/bin/bash
# One command on a CUDA machine (an H100: about four hours): full-width VGG-16 in bf16. For each of the five folds and for
# all data, pretraining on painted lesions at scale and then fine-tuning at 128 to 192 px; ablations on fold 0; package.
# usage: recipes/gpu.sh DATA RUNS [MINUTES=15]     DATA: what `npm run tensors` takes, or tensors; MINUTES: of a fine-tuning
#
# WEIGHTS=FILE     ImageNet weights (Keras .h5, torchvision .pth, partial .npz) to pretrain from; blocks 1 and 2 freeze first
# NARROW=.5        pretrains at this width and widens (Net2Net), which is quicker; not together with WEIGHTS
# ABLATIONS=0      leaves the ablations out; ABLATION_MINUTES=8 is for each of the eleven
# PRETRAIN_MINUTES=10  VARIANTS=24  LOOK_ALIKES=6 (samples painted into a slice)  BATCH=128  THREADS=16
# trial on a CPU: MINUTES_SCALE=.01 DEVICE=cpu WIDTH=.0625 BATCH=8 STAGES=48:1 VARIANTS=1 LOOK_ALIKES=1 LIMIT=60 THREADS=1 \
#                 recipes/gpu.sh DATA RUNS
set -euo pipefail
[ $# -ge 2 ] || { sed -n 2,11p "$0" >&2; exit 2; }
recipes=$(cd "$(dirname "$0")" && pwd)
data=$(realpath "$1") runs=$(realpath -m "$2") MINUTES=${3:-15}
DEVICE=${DEVICE:-cuda} WIDTH=${WIDTH:-1} BATCH=${BATCH:-128} THREADS=${THREADS:-$(nproc)}
STAGES=${STAGES:-128:.3,160:.7,192:1} PRETRAIN_STAGES=${PRETRAIN_STAGES:-96:.3,128:.7,160:1}
[ "$STAGES" = "${STAGES#*,}" ] && PRETRAIN_STAGES=$STAGES
PRETRAIN_MINUTES=${PRETRAIN_MINUTES:-10} ABLATION_MINUTES=${ABLATION_MINUTES:-8} ABLATIONS=${ABLATIONS:-1}
VARIANTS=${VARIANTS:-24} LOOK_ALIKES=${LOOK_ALIKES:-6} NARROW=${NARROW:-} WEIGHTS=${WEIGHTS:+$(realpath "$WEIGHTS")}
. "$recipes/steps.sh"
[ -z "$NARROW" ] || [ -z "$WEIGHTS" ] || fail "NARROW and WEIGHTS exclude each other: ImageNet weights fit width 1 only"
keep_settings data MINUTES MINUTES_SCALE PRETRAIN_MINUTES DEVICE WIDTH NARROW WEIGHTS BATCH STAGES PRETRAIN_STAGES \
  VARIANTS LOOK_ALIKES LIMIT TENSORS_OPTIONS

# Painted lesions alone, at first: thousands of each type, every cell labeled. Leaves out the same patients as the
# fine-tuning that follows.
pretrain() { # NAME FOLD SEED
  local start=()
  if [ -n "$WEIGHTS" ]; then start=(--init "$WEIGHTS" --unfreeze 2:.05,1:.1,0:1); fi
  train "pre-$1" "$PRETRAIN_MINUTES" --bank "$bank" --width "${NARROW:-$WIDTH}" --fold "$2" --seed "$3" --lr 2e-3 \
    --stages "$PRETRAIN_STAGES" --mix negative:.25,lesion:.55,look_alike:.2 ${start[@]+"${start[@]}"}
  if [ -n "$NARROW" ]; then step "wide-$1" python widen.py "$runs/pre-$1.pt" "$runs/wide-$1.pt" --width "$WIDTH"; fi
}

fine_tune() { # NAME FOLD SEED
  local start=$runs/pre-$1.pt
  if [ -n "$NARROW" ]; then start=$runs/wide-$1.pt; fi
  train "$1" "$MINUTES" --bank "$bank" --width "$WIDTH" --fold "$2" --seed "$3" --lr 8e-4 --stages "$STAGES" --init "$start"
}

# One thing changed at a time, from scratch and on fold 0: each is a row of the ladder.
ablation() { # NAME [train.py's options, the later the stronger]
  local name=$1
  shift
  train "only-$name" "$ABLATION_MINUTES" --width "$WIDTH" --fold 0 --seed 50 --lr 1.5e-3 --stages "$STAGES" "$@"
}

prepare "$VARIANTS" "$LOOK_ALIKES"
for fold in 0 1 2 3 4; do
  pretrain "fold$fold" "$fold" "$fold"
  fine_tune "fold$fold" "$fold" "1$fold"
done
pretrain final -1 100
fine_tune final -1 101
last=${STAGES##*,} # fc4096 takes images of one size
if [ "$ABLATIONS" != 0 ]; then
  ablation baseline --bank "$bank"
  ablation no-painted-lesions
  ablation no-real-outlines --bank "$bank" --outlines "" --moved ""
  ablation no-dense-loss --bank "$bank" --dense-weight 0
  ablation single-slice --bank "$bank" --single-slice
  ablation flips-alone --bank "$bank" --augment 0
  ablation label-smoothing --bank "$bank" --smoothing .05
  ablation head-gap --bank "$bank" --head gap
  ablation head-fc4096 --bank "$bank" --head fc4096 --stages "$last"
  ablation softmax --bank "$bank" --softmax
  ablation small-images --bank "$bank" --stages "${STAGES%%:*}:1"
fi
finish
