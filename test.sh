#!/usr/bin/env bash
# test.sh [TIER] [--filter NAME] [--no-format]: builds everything and runs the tests.
#
#   unit         architecture, unit and simulation tests, and the formatting gate
#   integration  against a real control plane, real Kafka and real Git servers on loopback
#   e2e          on a real cluster with real pods: three nodes on this machine (tests/cluster/nodes; root on Debian 12), or
#                the cluster of the kubeconfig that GITOPSKAFKA_E2E_KUBECONFIG names
#   all          all of these (default)
#   soak         all, with the long variants (GITOPSKAFKA_SOAK=1) and the tests of category Soak, which else run only by name
#
#   --filter X   only tests whose full name contains X
#   --no-format  leave out the formatting gate
#
# Tests whose parts are not to be had are skipped and listed with the reason. With CI=true the restore is locked, and
# where the shared parts are (../shared, SHARED_DIR) a skipped test is a failure.
# The last line is always "N passed, N failed, N skipped". Output of the tests is in artifacts/test-results as trx.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
solution=GitOpsKafka.sln
results=$PWD/artifacts/test-results
dotnet=${DOTNET:-dotnet}
unit=(tests/Architecture tests/Unit tests/Simulation)
integration=(tests/Integration)
e2e=(tests/EndToEnd)

usage() { sed -n '2,/^set /s/^# \{0,1\}//p' "$0" | sed '$d'; }
tier='' filter='' format=1
while (($#)); do
  case $1 in
    unit | integration | e2e | soak | all)
      if [ -n "$tier" ]; then usage >&2; exit 2; fi
      tier=$1 ;;
    --filter) filter=${2:?--filter needs a name}; shift ;;
    --filter=*) filter=${1#*=} ;;
    --no-format) format='' ;;
    --help | -h) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
  shift
done
tier=${tier:-all}

passed=0 failed=0 skipped=0
# shellcheck disable=SC2317 # reached by the trap
closing() { # whatever happened before, the counts come last; the exit code tells whether all is well
  local code=$?
  echo "$passed passed, $failed failed, $skipped skipped"
  exit "$code"
}
trap closing EXIT

case $tier in
  unit) folders=("${unit[@]}") ;;
  integration) folders=("${integration[@]}") format='' ;;
  e2e) folders=("${e2e[@]}") format='' ;;
  all) folders=("${unit[@]}" "${integration[@]}" "${e2e[@]}") ;;
  soak) folders=("${unit[@]}" "${integration[@]}" "${e2e[@]}"); export GITOPSKAFKA_SOAK=1 ;;
esac

if ! command -v "$dotnet" > /dev/null; then echo "test.sh: the .NET 10 SDK is needed (dotnet is not on the PATH)" >&2; exit 1; fi
if ! version=$("$dotnet" --version 2>&1); then echo "test.sh: $version" >&2; exit 1; fi

# trx is XML without line breaks inside tags; awk splits it at "<". No other tool can be counted on everywhere.
# shellcheck disable=SC2016 # the program is awk's
trx='
  function decode(s) {
    gsub(/&lt;/, "<", s); gsub(/&gt;/, ">", s); gsub(/&quot;/, "\"", s); gsub(/&apos;/, "\047", s)
    gsub(/&#xD;|\r/, "", s); gsub(/&#xA;/, "\n", s); gsub(/&amp;/, "\\&", s); return s
  }
  function attribute(s, name,   at) {
    at = index(s, " " name "=\""); if (!at) return ""
    s = substr(s, at + length(name) + 3); return decode(substr(s, 1, index(s, "\"") - 1))
  }
  function text(s) { return decode(substr(s, index(s, ">") + 1)) }
  function indented(s) { sub(/[ \n]+$/, "", s); gsub(/\n/, "\n    ", s); return "    " s }
  BEGIN { RS = "<" }
  /^UnitTestResult / { name = attribute($0, "testName"); outcome = attribute($0, "outcome"); count[outcome]++; output = ""; message = "" }
  /^StdOut>/ { output = text($0) }
  /^Message>/ { message = text($0) }
  /^\/UnitTestResult>/ || (/^UnitTestResult / && /\/>[ \n\r]*$/) {
    if (mode == "skipped" && outcome == "NotExecuted") { reason = message != "" ? message : output; sub(/\n.*/, "", reason); print "  " name ": " reason }
    if (mode == "output" && outcome == "Passed" && output != "") print "  " name "\n" indented(output)
    if (mode == "failed" && outcome == "Failed") print "  " name "\n" indented(substr(message, 1, 1000))
  }
  END { if (mode == "count") print count["Passed"] + 0, count["Failed"] + count["Error"] + count["Timeout"] + count["Aborted"] + 0, count["NotExecuted"] + 0 }
'

case $tier in
  unit) ;;
  *)
    obtain=(--nodes)
    if [ "$tier" = integration ]; then obtain=(); fi
    if ! parts=$(tests/cluster/parts "${obtain[@]}"); then echo "test.sh: tests/cluster/parts failed; going on with what there is" >&2; parts=''; fi
    while IFS= read -r line; do
      if [ -n "$line" ]; then export "${line?}"; fi
    done <<< "$parts" ;;
esac

locked=()
if [ "${CI:-}" = true ]; then locked=(--locked-mode); fi
echo "restore and build"
"$dotnet" restore "$solution" "${locked[@]}" --verbosity quiet -clp:NoSummary
"$dotnet" build "$solution" --no-restore -c Release --verbosity quiet -nologo -clp:NoSummary

broken=''
mkdir -p "$results"
rm -f "$results"/*.trx
selection=()
if [ -n "$filter" ]; then selection=(--filter "FullyQualifiedName~$filter"); elif [ "$tier" != soak ]; then selection=(--filter "Category!=Soak"); fi
reports=()
for folder in "${folders[@]}"; do
  project=$(compgen -G "$folder/*.csproj" | head -n 1 || true)
  if [ -z "$project" ]; then continue; fi
  name=${folder##*/}
  echo "test $name"
  formatting=''
  if [ -n "$format" ] && [ "$name" = Simulation ]; then # it has a clock of its own, so it may share the processors
    "$dotnet" format "$solution" --no-restore --verify-no-changes --verbosity minimal > "$results/format.log" 2>&1 &
    formatting=$!
  fi
  code=0
  "$dotnet" test "$project" --no-build -c Release -nologo "${selection[@]}" --results-directory "$results" \
    --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" || code=$?
  if [ -n "$formatting" ] && ! wait "$formatting"; then
    cat "$results/format.log"
    broken="formatting (dotnet format puts it right)"
  fi
  if [ -f "$results/$name.trx" ]; then
    reports+=("$results/$name.trx")
    read -r p f s < <(awk -v mode=count "$trx" "$results/$name.trx")
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
    # tables that passed tests print; the console shows only the output of failed ones
    case $folder in tests/Integration | tests/EndToEnd) awk -v mode=output "$trx" "$results/$name.trx" ;; esac
    if [ $code != 0 ] && [ "$f" = 0 ]; then broken="${broken:+$broken; }$name ended with exit code $code without a failed test"; fi
  elif [ $code != 0 ]; then
    broken="${broken:+$broken; }$name ended with exit code $code without a report"
  fi
done

code=0
if ((skipped)); then
  echo "skipped:"
  awk -v mode=skipped "$trx" "${reports[@]}"
  if [ "${CI:-}" = true ] && [ -d "${SHARED_DIR:-../shared}/assets" ]; then
    echo "test.sh: the parts are there (${SHARED_DIR:-../shared}), so nothing may be skipped" >&2
    code=1
  fi
fi
if ((failed)); then echo "failed:"; awk -v mode=failed "$trx" "${reports[@]}"; code=1; fi
if [ -n "$broken" ]; then echo "test.sh: $broken" >&2; code=1; fi
if ((passed + failed == 0)); then echo "test.sh: no test ran" >&2; code=1; fi
exit "$code"
