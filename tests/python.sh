#!/usr/bin/env bash
# Makes target/python, a Python with what tests/requirements.txt names; does nothing when it is there.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p target
exec 9>target/python.lock
flock 9
stamp=target/python/requirements.txt
if ! cmp -s tests/requirements.txt "$stamp"; then
  rm -rf target/python
  python3 -m venv target/python
  target/python/bin/pip install --quiet --disable-pip-version-check -r tests/requirements.txt
  cp tests/requirements.txt "$stamp"
fi
