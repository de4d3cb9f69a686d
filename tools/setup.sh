#!/bin/sh
# setup.sh run|test|bench - what ./run, ./test and bench/run need on this machine: Debian packages, and npm packages from the lock file.
# Says what it installs. Does nothing, and needs no network, when all of it is there.
set -eu
cd "$(dirname "$0")/.."

build_packages='meson ninja-build pkg-config gcc libc6-dev tzdata zlib1g-dev espeak-ng lame librsvg2-bin
	libmicrohttpd-dev libsqlite3-dev libpq-dev libjson-c-dev libsodium-dev libssl-dev libcurl4-openssl-dev
	libmd4c-dev libzip-dev libexpat1-dev libical-dev libunistring-dev libqrencode-dev liboath-dev libcmocka-dev'
test_packages='postgresql chromium openssl'
bench_packages='postgresql curl binutils' # and nginx, which bench/run unpacks but does not install

say() { printf '%s\n' "$*" >&2; }

# missing PACKAGE... - those of them that are not installed, on one line
missing() {
	for package in "$@"; do
		case $(dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2>/dev/null || true) in
		ii*) ;;
		*) printf '%s ' "$package" ;;
		esac
	done
}

install_packages() {
	as_root=
	if [ "$(id -u)" -ne 0 ]; then
		command -v sudo >/dev/null || {
			say "These packages are needed and only root can install them: apt-get install $*"
			exit 1
		}
		as_root=sudo
	fi
	say "Installing with apt: $*"
	$as_root apt-get update -qq
	$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >&2
}

wanted=$build_packages
case ${1:-run} in
test) wanted="$wanted $test_packages" ;;
bench) wanted="$wanted $bench_packages" ;;
esac
# Any node from 18 on will do; Debian's own is only taken where there is none.
if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
	wanted="$wanted nodejs npm"
fi

if command -v dpkg-query >/dev/null; then
	# shellcheck disable=SC2086 # lists of words
	absent=$(missing $wanted)
	# shellcheck disable=SC2086
	[ -z "$absent" ] || install_packages $absent
else
	say "This is not a Debian system; what Debian calls these must be there:" $wanted
fi

if ! cmp -s package-lock.json node_modules/.installed-lock.json; then
	say "Installing with npm, from package-lock.json: $(sed -n 's/^ *"\(@\{0,1\}[a-z/-]*\)": "[0-9.]*",\{0,1\}$/\1/p' package.json | tr '\n' ' ')"
	npm ci --omit=optional --no-audit --no-fund --loglevel=error >&2
	cp package-lock.json node_modules/.installed-lock.json
fi
