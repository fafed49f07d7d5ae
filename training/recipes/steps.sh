# What both recipes do alike; they source this. A step that ended well leaves RUNS/done/NAME and is not run again, a
# training run goes on where its checkpoint stands: after a cut, call the same recipe again.

# The model card says what DATA_NAME, LICENCE and ATTRIBUTION hold (known for ct-ich). TENSORS_OPTIONS goes to `npm run tensors`.
# For a trial: MINUTES_SCALE=.01 shortens every training run, WIDTH, STAGES, BATCH and LIMIT make the rest small.
PYTHON=${PYTHON:-python3}
MINUTES_SCALE=${MINUTES_SCALE:-1}
TITLE=${TITLE:-"VGG-16, width $WIDTH ($(basename "$data"))"}
root=$(cd "$recipes/../.." && pwd)
tensors=$runs/tensors
bank=$runs/bank

fail() { echo "error: $*" >&2; exit 2; }

# Other settings in a folder of half-done runs would mix two recipes without a word.
keep_settings() {
  mkdir -p "$runs/done"
  local now
  now=$(for name in "$@"; do echo "$name=${!name-}"; done)
  [ ! -f "$runs/settings" ] && echo "$now" > "$runs/settings"
  [ "$now" = "$(cat "$runs/settings")" ] || fail "$runs/settings: the runs there began with other settings; name another folder"
}

step() {
  local name=$1
  shift
  if [ -f "$runs/done/$name" ]; then return; fi
  echo "== $name ($(date +%H:%M:%S))"
  "$@"
  touch "$runs/done/$name"
}

python() { (cd "$root/training" && "$PYTHON" "$@"); }
npm_run() { (cd "$root" && npm run --silent "$@"); }
minutes() { awk "BEGIN { print $1 * $MINUTES_SCALE }"; }

real=()

# train NAME MINUTES [train.py's options]: trains RUNS/NAME.pt
train() {
  local name=$1 budget
  budget=$(minutes "$2")
  shift 2
  step "$name" python train.py "$tensors" --device "$DEVICE" --threads "$THREADS" --batch "$BATCH" --minutes "$budget" \
    --resume --out "$runs/$name.pt" ${real[@]+"${real[@]}"} "$@"
}

# Tensors by the application's own preprocessing, and the bank of painted lesions. DATA may be tensors already.
prepare() {
  if [ -f "$data/slices.u8" ]; then
    tensors=$data
  else
    # shellcheck disable=SC2086 # several options in one variable
    step tensors npm_run tensors -- "$data" --out "$tensors" ${TENSORS_OPTIONS-}
  fi
  step bank python make_bank.py "$tensors" --out "$bank" --variants "$1" --look-alikes "$2" --workers "$THREADS" \
    ${LIMIT:+--limit "$LIMIT"}
  # Where readers drew boxes: real bleeds outlined, and set into other patients' slices.
  if grep -qs '"boxes"' "$tensors/index.json"; then
    step outlines python make_outlines.py "$tensors" --out "$runs/outlines"
    step moved python make_transplants.py "$tensors" --outlines "$runs/outlines" --out "$runs/moved" --samples "${LIMIT:-5000}"
    real=(--outlines "$runs/outlines" --moved "$runs/moved")
  fi
}

# From the folds' checkpoints to figures, and from RUNS/final.pt to a package that verify-model accepts.
finish() {
  step oof python predict_oof.py "$tensors" "$runs"/fold[0-9]*.pt --no-flip --device "$DEVICE" --threads "$THREADS" \
    --out "$runs/oof.csv"
  step sequence python train_sequence.py "$runs/oof.csv" --out "$runs/sequence"
  step calibrate bash -c 'cd "$1" && npx tsx scripts/model/calibrate.ts "$2/oof.csv" --out "$2/calibration.json"' - "$root" "$runs"
  step evaluate npm_run evaluate -- --oof "$runs/oof.csv" --out "$runs/evaluation"
  local slices=() said=()
  if [ -f "$data/folds_by_patient.csv" ]; then
    slices=(--slices "$data")
    DATA_NAME=${DATA_NAME:-ct-ich (Hssayeni et al. 2019) and hemorrhages synthesized into its slices}
    LICENCE=${LICENCE:-weights: as the project; data: CC BY 4.0}
    ATTRIBUTION=${ATTRIBUTION:-Hssayeni M, et al. Computed tomography images for intracranial hemorrhage detection and segmentation. PhysioNet; Data 2020;5:14}
  fi
  if [ -n "${DATA_NAME-}" ]; then said+=(--data "$DATA_NAME"); fi
  if [ -n "${LICENCE-}" ]; then said+=(--licence "$LICENCE"); fi
  if [ -n "${ATTRIBUTION-}" ]; then said+=(--attribution "$ATTRIBUTION"); fi
  step export python export.py "$runs/final.pt" "$runs/export-final" ${said[@]+"${said[@]}"}
  step pack npm_run pack-model -- "$runs/export-final" --out "$runs/packages/ich-vgg16" --title "$TITLE" \
    --calibration "$runs/calibration.json" --metrics "$runs/evaluation/metrics.json" ${slices[@]+"${slices[@]}"}
  step verify npm_run verify-model -- "$runs/packages/ich-vgg16"
  python ladder.py "$runs"/*.pt > "$runs/ladder.md.part"
  mv "$runs/ladder.md.part" "$runs/ladder.md"
  echo "== done: $runs/ladder.md, $runs/evaluation, $runs/packages/ich-vgg16"
}
