#!/usr/bin/env bash
# System packages that some tests want: a terminal multiplexer, and an office with Chinese fonts to render Word pages.
# On Debian as root they are installed; elsewhere what is missing is named, and those tests skip and say why.
set -euo pipefail

declare -A needed=(
    [tmux]=tmux
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
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "安装测试要用的系统软件：${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -qq -y --no-install-recommends "${missing[@]}" >/dev/null
else
    echo "缺少 ${missing[*]}：用到它们的测试会跳过并说明原因" >&2
fi
