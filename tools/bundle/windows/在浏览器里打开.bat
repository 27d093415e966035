@echo off
rem Opens the interface in the browser; closing this window ends it.
chcp 65001 >nul
title wengao
cd /d "%USERPROFILE%"
"%~dp0wengao.exe" serve --open
if errorlevel 1 pause
