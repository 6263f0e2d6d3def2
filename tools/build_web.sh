#!/usr/bin/env bash
# Build the web pages when their sources changed since the last build.
set -euo pipefail
cd "$(dirname "$0")/../web"
state=$(git ls-files -co --exclude-standard . | LC_ALL=C sort | xargs -d '\n' sha256sum 2>/dev/null | sha256sum | cut -d' ' -f1)
if [ "$(cat node_modules/.farshore-built 2>/dev/null || true)" != "$state" ] || [ ! -d console/dist ] || [ ! -d widgets/dist ]; then
  printf '\033[1m%s\033[0m\n' "Web pages"
  said=$(npm run build --silent 2>&1) || { echo "$said" >&2; exit 1; }
  echo "$state" >node_modules/.farshore-built
fi
