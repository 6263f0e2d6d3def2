#!/usr/bin/env bash
# Before the first release only: write the one revision anew from today's models (nothing is deployed yet).
set -euo pipefail
cd "$(dirname "$0")/.."
rm -f migrations/versions/*.py
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
.venv/bin/python - "$folder" <<'PY'
import sys
from alembic import command
from alembic.config import Config

config = Config("alembic.ini")
config.set_main_option("sqlalchemy.url", f"sqlite:///{sys.argv[1]}/empty.db")
command.revision(config, message="first tables", autogenerate=True)
PY
.venv/bin/ruff format -q migrations
.venv/bin/ruff check -q --fix migrations
ls migrations/versions
