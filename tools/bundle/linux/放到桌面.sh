#!/bin/sh
# 在应用菜单和桌面上各放一个图标。文件夹挪了地方，再运行一次。
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 1
desktop=$(xdg-user-dir DESKTOP 2>/dev/null) || desktop=
[ -d "$desktop" ] && [ "$desktop" != "$HOME" ] || desktop="$HOME/桌面"
[ -d "$desktop" ] || desktop="$HOME/Desktop"

put() {
    # 引号、反斜杠、$、` 和 % 在 .desktop 里另有意义
    command=$(printf '%s' "$here/打开文稿.sh" | sed 's/[\\"$`]/\\\\&/g; s/%/%%/g')
    icon=$(printf '%s' "$here/wengao.svg" | sed 's/\\/\\\\/g')
    printf '[Desktop Entry]\nType=Application\nName=文稿\nComment=公文与讲话稿写作台\nExec="%s"\nIcon=%s\nTerminal=false\nCategories=Office;\n' \
        "$command" "$icon" >"$1" && chmod 755 "$1" && echo "已放好：$1"
}

menu="${XDG_DATA_HOME:-$HOME/.local/share}/applications"
mkdir -p "$menu" && put "$menu/wengao.desktop"
if [ -d "$desktop" ]; then
    put "$desktop/wengao.desktop"
fi
