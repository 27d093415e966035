"""Posts (职务) in a text, by the list in prose/data/names.toml that a unit may add to."""

from __future__ import annotations

import re

from wengao.prose.lists import from_lists, prose_list


@from_lists
def post_word() -> str:
    """The regular expression of the last word of a post: 书记, 市长, 参谋长. It has no group that captures."""
    posts = sorted(prose_list("names.toml")["posts"], key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, posts))})"


def ends_with_post(text: str) -> bool:
    """Whether `text` is a post, or ends with one: 市委书记, 清川军分区参谋长."""
    return _ending().search(text) is not None


@from_lists
def _ending() -> re.Pattern[str]:
    return re.compile(f"{post_word()}$")
