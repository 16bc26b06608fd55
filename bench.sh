#!/usr/bin/env bash
# bench.sh NAME [ARGUMENT…]: runs one benchmark of tests/Benchmarks with the real parts.
# bench.sh --help: lists the names.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
dotnet=${DOTNET:-dotnet}
project=tests/Benchmarks
case ${1:-} in
  "" | --help | -h)
    sed -n '2,/^set /s/^# \{0,1\}//p' "$0" | sed '$d'
    "$dotnet" run -c Release --project "$project" -- --list
    if [ -z "${1:-}" ]; then exit 2; fi
    exit 0 ;;
esac
parts=$(tests/cluster/parts)
while IFS= read -r line; do
  if [ -n "$line" ]; then export "${line?}"; fi
done <<< "$parts"
exec "$dotnet" run -c Release --project "$project" -- "$@"
