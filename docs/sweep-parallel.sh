#!/usr/bin/env bash
# Runs a sweep by GNU parallel, rung after rung: sweep-parallel.sh PLAN.ron SHARDS [options of parallel, such as --sshloginfile …]
set -euo pipefail
plan=$1 shards=$2
shift 2
program=${NEURARIUM:-neurarium}
while rung=$("$program" sweep next "$plan" 2>/dev/null); do
    parallel --halt now,fail=1 "$@" "$program" sweep run "$plan" --rung "$rung" --shard "{}/$shards" --threads 1 ::: $(seq "$shards")
    "$program" sweep merge "$plan"
done
