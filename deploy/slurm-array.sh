#!/bin/sh
# An archive by a Slurm array: each task does its share of the studies, and none twice. From a machine that may submit:
#   sbatch --export=ALL,PACS=https://pacs.example/dicom-web,DAYS=20261101-20261130,OUT=/shared/results deploy/slurm-array.sh
# The same once more does what is missing: a study whose result is in OUT is skipped. MORE= more options, such as --write-back.
# Credentials: ICH_DICOMWEB_AUTHORIZATION_FILE names a file that all nodes read, and nobody else; Slurm would show a variable with
# them to its administrators. ICH_TRIAGE: where this repository is on the nodes, with its npm ci done.
#SBATCH --job-name=ich-triage
#SBATCH --array=1-4
#SBATCH --cpus-per-task=1
#SBATCH --mem=4G
#SBATCH --requeue
#SBATCH --output=ich-triage-%A-%a.log
set -eu
cd "${ICH_TRIAGE:-/srv/ich-triage}"
# shellcheck disable=SC2086 # MORE is several words.
exec node --import tsx src/cli/triage.ts --dicomweb "$PACS" --date "$DAYS" --out "$OUT" \
  --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT" ${MORE:-}
