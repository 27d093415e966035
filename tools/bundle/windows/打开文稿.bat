@echo off
rem Opens the interface in this window; where that fails, the window stays open to be read.
chcp 65001 >nul
title wengao
cd /d "%USERPROFILE%"
"%~dp0wengao.exe" %*
if errorlevel 1 pause
