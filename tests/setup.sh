#!/usr/bin/env bash
# Everything that the tests need beside Rust, a C compiler, Node and Python: found, or installed when we are root.
set -euo pipefail
cd "$(dirname "$0")/.."
missing=()
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || missing+=(chromium)
[ -x /usr/sbin/bearerbox ] || missing+=(kannel)
[ -x /usr/lib/kannel/test/drive_smpp ] || missing+=(kannel-extras)
python3 -c 'import ensurepip' 2>/dev/null || missing+=(python3-venv)
command -v clamd >/dev/null || [ -x /usr/sbin/clamd ] || missing+=(clamav-daemon)
if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "the tests need ${missing[*]}: install them, or run this as root on Debian" >&2
    exit 1
  fi
  # The tests start their own servers; the package need not start one for the machine.
  mkdir -p /etc/postgresql-common
  [ -e /etc/postgresql-common/createcluster.conf ] || echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -qq -y --no-install-recommends -o Dpkg::Options::=--force-confold "${missing[@]}" >/dev/null
fi
tests/python.sh
if [ -e tests/browser/package-lock.json ] && ! cmp -s tests/browser/package-lock.json tests/browser/node_modules/.made-from; then
  (cd tests/browser && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
  cp tests/browser/package-lock.json tests/browser/node_modules/.made-from
fi
