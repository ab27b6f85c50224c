#!/usr/bin/env bash
# Runs a sweep on a cluster: sweep-slurm.sh PLAN.ron SHARDS [options of sbatch for each shard …]
# Every rung is a job array of so many shards, and waits for the merged results of the rung before. Plan and program must be
# in folders that all machines see. Prints the number of the last job, which merges the last rung.
set -euo pipefail
plan=$1 shards=$2
shift 2
program=${NEURARIUM:-neurarium}
after=()
for rung in $(seq 0 $(($("$program" sweep next "$plan" --rungs) - 1))); do
    run="'$program' sweep run '$plan' --rung $rung --shard \$SLURM_ARRAY_TASK_ID/$shards --threads \${SLURM_CPUS_PER_TASK:-1}"
    array=$(sbatch --parsable "${after[@]}" --array="1-$shards" "$@" --wrap "$run")
    merge=$(sbatch --parsable --dependency="afterok:$array" "$@" --wrap "'$program' sweep merge '$plan'")
    after=(--dependency="afterok:$merge")
done
echo "$merge"
