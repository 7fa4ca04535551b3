#!/bin/sh
# Newer packages: requirements/*.in → hash-locked requirements/*.txt, for every platform, no address inside.
# Without arguments only what the .in files now ask; `--upgrade` takes the newest of everything.
set -eu
cd "$(dirname "$0")/../requirements"
lock() {
    ../.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-header --no-annotate "$@"
}
lock run.in -o run.txt "$@"
lock test.in -c run.txt -o test.txt "$@"
