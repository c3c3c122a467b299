#!/usr/bin/env bash
# Checks vocabularies in CI. CHECK_FILES, CHECK_OPTIONS: words separated by spaces; CHECK_SARIF: a file for a report.
# On GitHub the findings become annotations. The status is that of termctl check: 0 clean, 1 findings, 3 unreadable.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
read -r -a files <<<"${CHECK_FILES:-.}"
read -r -a options <<<"${CHECK_OPTIONS:-}"
[ -n "${CHECK_SARIF:-}" ] && options+=(--report "sarif=$CHECK_SARIF")

if ! termctl=$(command -v termctl); then
  swift build -c release --product termctl --package-path "$here" >&2
  termctl="$here/.build/release/termctl"
fi

# A text file apart, so that the log stays readable and the annotations are still read from it.
if [ "${GITHUB_ACTIONS:-}" = true ]; then
  annotations=$(mktemp)
  trap 'rm -f "$annotations"' EXIT
  options+=(--report "github=$annotations")
fi
status=0
"$termctl" check "${files[@]}" "${options[@]}" || status=$?
[ -n "${annotations:-}" ] && cat "$annotations"
exit "$status"
