#!/usr/bin/env bash
# Make this folder ready: uv, .venv from the lock, the web's packages, and what the tests need of the system.
# Safe to repeat; quick when nothing changed. Mirrors named in the environment are used by pip, uv and npm as always.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '\033[1m%s\033[0m\n' "$*"; }

python=""
for name in python3.11 python3.12 python3.13 python3.14 python3; do
  if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=$(command -v "$name")
    break
  fi
done
[ -n "$python" ] || { echo "Python 3.11 or newer is needed: apt-get install python3 python3-venv" >&2; exit 1; }

uv=$(command -v uv || true)
if [ -z "$uv" ]; then
  if [ ! -x .tools/bin/uv ]; then
    say "uv, for the Python packages"
    "$python" -m pip install --quiet --disable-pip-version-check --target .tools uv 2>/dev/null ||
      { "$python" -m venv .tools && .tools/bin/pip install --quiet --disable-pip-version-check uv; } ||
      { echo "pip is needed once, to get uv: apt-get install python3-venv" >&2; exit 1; }
  fi
  uv=$PWD/.tools/bin/uv
fi

say "Python packages"
[ -x .venv/bin/python ] || "$uv" venv --quiet --python "$python" .venv
"$uv" pip sync --quiet --require-hashes --python .venv/bin/python locks/dev.txt
"$uv" pip install --quiet --no-deps --no-build-isolation --python .venv/bin/python --editable .

if [ -f web/package.json ]; then
  node=$(node --version 2>/dev/null | sed 's/^v//' || true)
  least=20.19.0
  if [ -z "$node" ] || [ "$(printf '%s\n%s\n' "$least" "$node" | sort -V | head -1)" != "$least" ]; then
    echo "Node $least or newer is needed for the web pages (found: ${node:-none}). See README, \"Node\"." >&2
    exit 1
  fi
  if ! cmp -s web/package-lock.json web/node_modules/.farshore-lock 2>/dev/null; then
    say "Web packages"
    (cd web && npm ci --no-audit --no-fund --silent)
    cp web/package-lock.json web/node_modules/.farshore-lock
  fi
fi

missing=()
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || missing+=(postgresql)
[ -x /usr/bin/chromium ] || command -v chromium >/dev/null || missing+=(chromium)
if [ ${#missing[@]} -gt 0 ] && command -v apt-get >/dev/null; then
  if [ "$(id -u)" = 0 ]; then
    say "Only for the tests: ${missing[*]}"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null ||
      echo "That failed; the tests that need them are skipped." >&2
  else
    echo "Only for the tests: sudo apt-get install --no-install-recommends ${missing[*]}"
  fi
fi
say "Ready."
