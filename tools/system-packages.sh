#!/usr/bin/env bash
# System packages that some tests want: a terminal multiplexer, a browser, and an office with Chinese fonts to render Word pages.
# On Debian as root they are installed; elsewhere what is missing is named, and those tests skip and say why.
set -euo pipefail

declare -A needed=(
    [tmux]=tmux
    [chromium]=chromium
    [soffice]=libreoffice-writer-nogui
    [pdftoppm]=poppler-utils
    [fc-list]=fontconfig
)
missing=()
for command in "${!needed[@]}"; do
    command -v "$command" >/dev/null || missing+=("${needed[$command]}")
done
if ! command -v fc-list >/dev/null || ! fc-list :lang=zh-cn family | grep -q 'Noto S.* CJK'; then
    missing+=(fonts-noto-cjk)
fi

# 仿宋、楷体、黑体、宋体 of a free licence stand in for the office's own when pages are rendered; only these four files are kept.
fandol=/usr/local/share/fonts/fandol
stand_ins=(FandolFang-Regular.otf FandolKai-Regular.otf FandolHei-Regular.otf FandolSong-Regular.otf)
fetch_fandol() {
    local folder
    folder=$(mktemp -d)
    if (cd "$folder" && apt-get download -qq texlive-lang-chinese >/dev/null 2>&1); then
        mkdir -p "$fandol"
        dpkg-deb --fsys-tarfile "$folder"/texlive-lang-chinese_*.deb | tar -x -C "$fandol" --transform 's|.*/||' \
            "${stand_ins[@]/#/./usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/}" 2>/dev/null || true
        fc-cache -f "$fandol"
    fi
    rm -rf "$folder"
}

has_fandol() { [ -f "$fandol/${stand_ins[0]}" ] || fc-list | grep -q FandolFang; }
[ ${#missing[@]} -eq 0 ] && has_fandol && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    if [ ${#missing[@]} -gt 0 ]; then
        echo "安装测试要用的系统软件：${missing[*]}"
        apt-get update -qq
        apt-get install -qq -y --no-install-recommends "${missing[@]}" >/dev/null
    fi
    has_fandol || fetch_fandol
elif [ ${#missing[@]} -gt 0 ]; then
    echo "缺少 ${missing[*]}：用到它们的测试会跳过并说明原因" >&2
fi
