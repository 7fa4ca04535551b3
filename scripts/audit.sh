#!/bin/sh
# Asks whether anything we build on has a known hole. Says what it found, never stops anything.
set -u
cd "$(dirname "$0")/.."
said=$(mktemp)
if .venv/bin/python -m pip_audit --progress-spinner off --timeout 5 --disable-pip --require-hashes \
    --requirement requirements/run.txt >"$said" 2>&1 </dev/null; then
    echo "No known holes in requirements/run.txt."
elif grep -q "Found .* known vulnerabilit" "$said"; then
    echo "WARNING: known holes; take newer packages (make lock) or explain in docs/decisions/dependencies.md:"
    cat "$said"
else
    echo "Known holes were not looked for: the list of them cannot be reached from here."
fi
rm -f "$said"
