"""The interface's themes (配色): 浅色, 深色, 高对比."""

from __future__ import annotations

from textual.theme import Theme

THEMES = {
    "light": Theme(
        name="wengao-light",
        primary="#9f2b24",
        secondary="#3f6173",
        accent="#9f2b24",
        foreground="#2b2a27",
        background="#fbfaf6",
        surface="#fbfaf6",
        panel="#efece3",
        success="#47703f",
        warning="#8f5f00",
        error="#b3261e",
        dark=False,
        variables={
            "border": "#9f2b24",
            "border-blurred": "#cdc8ba",
            "muted": "#716c60",
            "slot": "#f4e2a8",
            "unread": "#7a3f8f",
        },
    ),
    "dark": Theme(
        name="wengao-dark",
        primary="#d9776c",
        secondary="#8fb3c4",
        accent="#d9776c",
        foreground="#dcd8cd",
        background="#1f1e1c",
        surface="#1f1e1c",
        panel="#2b2a27",
        success="#93b889",
        warning="#d3ab58",
        error="#e5827a",
        dark=True,
        variables={
            "border": "#d9776c",
            "border-blurred": "#4b4842",
            "muted": "#98927f",
            "slot": "#584a1c",
            "unread": "#c9a0dc",
        },
    ),
    "contrast": Theme(
        name="wengao-contrast",
        primary="#ffd800",
        secondary="#ffffff",
        accent="#ffd800",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#303030",
        success="#7dff7d",
        warning="#ffd800",
        error="#ff8080",
        dark=True,
        variables={
            "border": "#ffd800",
            "border-blurred": "#ffffff",
            "muted": "#e0e0e0",
            "slot": "#5a4b00",
            "unread": "#ff9cff",
        },
    ),
}
