@echo off
rem 离线安装：双击，或 install.bat 装在哪里。不连网，不改动系统的 Python；再运行一次就是换成这一版。
chcp 65001 >nul
setlocal
set "TARGET=%~1"
if not defined TARGET set "TARGET=%LOCALAPPDATA%\wengao\program"

set "FOUND="
for %%P in ("py -3.13" "py -3.12" "py -3.11" "python") do (
    if not defined FOUND (
        %%~P -I -c "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))" >nul 2>nul && set "FOUND=%%~P"
    )
)
if not defined FOUND (
    echo 这台电脑没有 Python 3.11、3.12 或 3.13。请用不要 Python 的那一份（wengao-版本-系统.zip），或先装 Python。
    pause
    exit /b 2
)

%FOUND% -I -m venv --clear "%TARGET%" || goto failed
"%TARGET%\Scripts\python.exe" -I -m pip --isolated --disable-pip-version-check --quiet install --no-index --find-links "%~dp0wheels" "wengao[serve]" || goto failed
"%TARGET%\Scripts\wengao.exe" --version
echo 已装在 %TARGET%。运行 "%TARGET%\Scripts\wengao.exe" 打开写作界面。
pause
exit /b 0

:failed
echo 没有装成，上面是缘由。
pause
exit /b 3
