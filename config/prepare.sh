#!/usr/bin/env bash
# Makes sure that one thing the Makefile needs of this machine is there: `python VENV`, `node`, `browser` or `voice`.
# On Debian it installs what is missing where it may (as root, or by a sudo that asks nothing); elsewhere it says
# what is missing, why it is needed and what to do. Nothing else of the machine is changed.
set -eu

say() { printf '%s\n' "$*" >&2; }

# fail WHAT WHY WHAT_TO_DO
fail() {
  say ""
  say "Missing:    $1"
  say "Needed for: $2"
  say "What to do: $3"
  exit 1
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_install() {
  command -v apt-get >/dev/null && { [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null; }
}

# apt PACKAGE...: quiet where it works, whole where it does not
apt() {
  say "Installing $* from Debian's packages …"
  log=$(mktemp)
  if ! { as_root apt-get update && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"; } \
    >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    rm -f "$log"
    return 1
  fi
  rm -f "$log"
}

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

prepare_python() {
  venv=$1
  if [ -x "$venv/bin/python" ] && "$venv/bin/python" -m pip --version >/dev/null 2>&1; then return; fi
  python=
  for candidate in "${PYTHON:-python3}" python3.14 python3.13 python3.12 python3.11; do
    if command -v "$candidate" >/dev/null && new_enough "$candidate"; then python=$candidate; break; fi
  done
  [ -n "$python" ] || fail "Python 3.11 or newer" "the server itself" \
    "install it (Debian 12 and later: apt-get install python3 python3-venv), or name one: make PYTHON=/path/to/python3 …"
  if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    may_install && apt python3-venv || fail "Python's venv and ensurepip" "an environment of our own in $venv" \
      "apt-get install python3-venv"
  fi
  rm -rf "$venv"
  "$python" -m venv "$venv"
}

prepare_node() {
  command -v npm >/dev/null && return
  may_install && apt nodejs npm && return
  fail "Node.js with npm" "the libraries of the pages (Preact, htm, signals), which npm brings" "apt-get install nodejs npm"
}

prepare_browser() {
  for name in chromium-headless-shell chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null && return
  done
  if may_install; then  # the shell opens a page at half the cost; not every Debian has it
    for name in chromium-headless-shell chromium; do
      if apt "$name" fonts-noto-core fonts-noto-cjk; then return; fi
    done
  fi
  say ""
  say "Missing:    Chromium"
  say "Needed for: the tests that drive the screens; they will be skipped, all others run"
  say "What to do: apt-get install chromium-headless-shell"
}

prepare_voice() {
  command -v espeak-ng >/dev/null && return
  if may_install && apt espeak-ng; then return; fi
  say ""
  say "Missing:    a voice (espeak-ng)"
  say "Needed for: the tests that let a call be spoken; they will be skipped, all others run"
  say "What to do: apt-get install espeak-ng (macOS: brew install espeak-ng); other voices: docs/board.md"
}

case "${1:-}" in
  python) prepare_python "${2:?usage: prepare.sh python VENV}" ;;
  node) prepare_node ;;
  browser) prepare_browser ;;
  voice) prepare_voice ;;
  *) say "usage: prepare.sh python VENV | node | browser | voice"; exit 2 ;;
esac
