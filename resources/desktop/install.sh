#!/bin/sh
# Makes Recap Timeline known to a Linux desktop, for this user: menu entry, icons, and the kind of its story files.
#   sh install.sh [PROGRAM]      PROGRAM: the recap-gui to start (else the one on the PATH)
#   sh install.sh --remove       takes all of it away again
set -eu
here=$(cd "$(dirname "$0")" && pwd)
share=${XDG_DATA_HOME:-$HOME/.local/share}
icons=$share/icons/hicolor
sizes="16 22 24 32 48 64 128 256 512"

renew() {
    command -v update-desktop-database >/dev/null && update-desktop-database -q "$share/applications" || true
    command -v update-mime-database >/dev/null && update-mime-database "$share/mime" || true
    command -v gtk-update-icon-cache >/dev/null && gtk-update-icon-cache -q -t "$icons" 2>/dev/null || true
}

if [ "${1:-}" = --remove ]; then
    rm -f "$share/applications/recap-gui.desktop" "$share/mime/packages/recap-gui.xml" \
        "$share/metainfo/recap-gui.metainfo.xml" "$icons/scalable/apps/recap-gui.svg"
    for size in $sizes; do
        rm -f "$icons/${size}x$size/apps/recap-gui.png"
    done
    renew
    echo "Recap Timeline is out of the menu."
    exit
fi

program=${1:-$(command -v recap-gui || true)}
if [ ! -x "$program" ]; then
    echo "install.sh: recap-gui is not on the PATH; say where it is: sh install.sh /path/to/recap-gui" >&2
    exit 1
fi
program=$(cd "$(dirname "$program")" && pwd)/$(basename "$program")
mkdir -p "$share/applications" "$share/mime/packages" "$share/metainfo" "$icons/scalable/apps"
# Quoted as the Desktop Entry Specification asks, backslashes twice; then once more for sed.
quoted=$(printf %s "$program" | sed -e 's/[\\"`$]/\\&/g' -e 's/\\/\\\\/g' -e 's/%/%%/g' -e 's/[\\&|]/\\&/g')
sed "s|^Exec=recap-gui|Exec=\"$quoted\"|" "$here/recap-gui.desktop" >"$share/applications/recap-gui.desktop"
cp "$here/recap-gui.xml" "$share/mime/packages/recap-gui.xml"
cp "$here/recap-gui.metainfo.xml" "$share/metainfo/recap-gui.metainfo.xml"
cp "$here/../icons/recap-gui.svg" "$icons/scalable/apps/recap-gui.svg"
for size in $sizes; do
    mkdir -p "$icons/${size}x$size/apps"
    cp "$here/../icons/recap-gui-$size.png" "$icons/${size}x$size/apps/recap-gui.png"
done
renew
echo "Recap Timeline is in the menu; story files (*.story.json) open with it."
