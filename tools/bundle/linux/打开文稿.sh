#!/bin/sh
# 双击打开写作界面：在终端里就地打开；不在终端里就找一个终端；一个也没有，就在浏览器里打开。
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 1
cd -- "$HOME" || exit 1

if [ -t 0 ] && [ -t 1 ]; then
    "$here/wengao" "$@"
    code=$?
    if [ "$code" -ne 0 ]; then
        printf '%s' '按回车键关闭'
        read -r _
    fi
    exit "$code"
fi

# 麒麟 mate-terminal，统信 deepin-terminal，其余是常见桌面自带的
for terminal in x-terminal-emulator mate-terminal deepin-terminal gnome-terminal konsole xfce4-terminal lxterminal xterm; do
    command -v "$terminal" >/dev/null 2>&1 || continue
    case $terminal in
        gnome-terminal) exec gnome-terminal -- "$here/打开文稿.sh" ;;
        mate-terminal | xfce4-terminal) exec "$terminal" -x "$here/打开文稿.sh" ;;
        *) exec "$terminal" -e "$here/打开文稿.sh" ;;
    esac
done
exec "$here/wengao" serve --open
