#!/usr/bin/env bash
# Write the locks anew from pyproject.toml: versions and hashes, never a registry's address (ADR 0002).
# `tools/lock.sh --upgrade` also takes newer versions.
set -euo pipefail
cd "$(dirname "$0")/.."
export UV_CUSTOM_COMPILE_COMMAND="tools/lock.sh"
compile() {
  local out=$1
  shift
  uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-emit-find-links "$@" --output-file "locks/$out.txt"
}
compile default "$@"
compile dev --group dev --group e2e --constraints locks/default.txt "$@"
compile training --group training --constraints locks/dev.txt "$@"
