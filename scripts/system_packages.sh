#!/bin/sh
# What the tests want from the machine itself: a browser, a Chinese font, PostgreSQL, venv.
# Installs on Debian as root, saying so; elsewhere says what is missing and goes on: those tests are skipped, aloud.
#   scripts/system_packages.sh browser postgres venv
set -u

wanted=""
for part in "$@"; do
    case "$part" in
        browser)
            command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 ||
                command -v google-chrome >/dev/null 2>&1 ||
                [ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ] || wanted="$wanted chromium"
            # Without a Chinese font every character is an empty box.
            if [ "$(uname)" = Linux ] && ! { command -v fc-list >/dev/null 2>&1 && fc-list :lang=zh | grep -q .; }; then
                wanted="$wanted fonts-noto-cjk"
            fi
            ;;
        postgres)
            ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 ||
                wanted="$wanted postgresql"
            ;;
        venv)
            python3 -c 'import ensurepip, venv' >/dev/null 2>&1 || wanted="$wanted python3-venv"
            ;;
        *)
            echo "$0: unknown part $part" >&2
            exit 2
            ;;
    esac
done

[ -n "$wanted" ] || exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "Missing here, and not ours to install:$wanted. Tests that need them will be skipped."
    exit 0
fi

echo "Installing Debian packages for the tests:$wanted …"
case "$wanted" in
    *postgresql*)
        # The tests start a server of their own; the package need not start one too.
        mkdir -p /etc/postgresql-common
        [ -e /etc/postgresql-common/createcluster.conf ] ||
            echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
        ;;
esac
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
# shellcheck disable=SC2086
if { apt-get -q update && apt-get -q install -y --no-install-recommends $wanted; } >"$log" 2>&1 </dev/null; then
    echo "Installed."
else
    tail -n 5 "$log"
    echo "Could not install$wanted. Tests that need them will be skipped."
fi
rm -f "$log"
