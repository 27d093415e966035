"""Font names: the Chinese name of a font that a file calls by its Latin one."""

from __future__ import annotations

_CHINESE_NAMES = {
    "simsun": "宋体",
    "nsimsun": "新宋体",
    "simhei": "黑体",
    "fangsong": "仿宋",
    "fangsong_gb2312": "仿宋_GB2312",
    "kaiti": "楷体",
    "kaiti_gb2312": "楷体_GB2312",
    "microsoft yahei": "微软雅黑",
    "dengxian": "等线",
    "stsong": "华文宋体",
    "stfangsong": "华文仿宋",
    "stkaiti": "华文楷体",
    "stheiti": "华文黑体",
    "stzhongsong": "华文中宋",
    "fzxiaobiaosong-b05s": "方正小标宋简体",
    "fzxbsjw--gb1-0": "方正小标宋简体",
    "fzxiaobiaosong-b05": "方正小标宋_GBK",
}


def chinese_font_name(name: str) -> str:
    """The name that Word shows in Chinese; a name nobody knows stays as it is."""
    return _CHINESE_NAMES.get(name.strip().lower(), name.strip())
