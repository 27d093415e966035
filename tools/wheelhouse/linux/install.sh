#!/bin/sh
# 离线安装：sh install.sh [装在哪里]。不连网，不改动系统的 Python；再运行一次就是换成这一版。
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 1
target=${1:-${XDG_DATA_HOME:-$HOME/.local/share}/wengao/program}

found=
for python in python3 python3.13 python3.12 python3.11; do
    command -v "$python" >/dev/null 2>&1 || continue
    if "$python" -I -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'; then
        found=$python
        break
    fi
done
if [ -z "$found" ]; then
    echo '这台电脑没有 Python 3.11、3.12 或 3.13。请用不要 Python 的那一份（wengao-版本-系统.tar.xz），或先装 Python。' >&2
    exit 2
fi

if ! "$found" -I -m venv --clear "$target"; then
    echo '建不了 Python 环境。系统自带的 Python 有时缺 venv：请装 python3-venv 再试，或用不要 Python 的那一份。' >&2
    exit 2
fi
"$target/bin/python" -I -m pip --isolated --disable-pip-version-check --quiet install \
    --no-index --find-links "$here/wheels" 'wengao[serve]' || exit 3

mkdir -p "$HOME/.local/bin"
ln -sf "$target/bin/wengao" "$HOME/.local/bin/wengao"
"$target/bin/wengao" --version
echo "已装在 $target。运行 ~/.local/bin/wengao 打开写作界面；重新登录之后，直接运行 wengao 也行。"
