"""Jinja's own complaints, English and about tokens → what the author of a template did, in Chinese."""

from __future__ import annotations

import re
from collections.abc import Callable

TAGS = "if、elif、else、endif、for、endfor、set、endset、macro、endmacro、from、include"


def told(message: str) -> str:
    """`message` in Chinese; as it is where it is none of Jinja's."""
    for pattern, say in COMPLAINTS:
        if found := pattern.search(message):
            return say(found)
    return message


def _end(found: re.Match[str]) -> str:
    wanted = re.search(r"innermost block that needs to be closed is '(\w+)'", found.string)
    closed = f"，还缺 {{% end{wanted[1]} %}}" if wanted else "，前面的 {{ 或 {% 没有写完"
    return f"模板到头了{closed}"


def _tag(found: re.Match[str]) -> str:
    wanted = re.search(r"innermost block that needs to be closed is '(\w+)'", found.string)
    inner = f"；里面的 {{% {wanted[1]} %}} 还没有 {{% end{wanted[1]} %}}" if wanted else ""
    return f"{{% {found[1]} %}} 不该在这里{inner}；可用的标签：{TAGS}"


COMPLAINTS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile("Unexpected end of template"), _end),
    (re.compile(r"Encountered unknown tag '(\w+)'"), _tag),
    (
        re.compile(r"[Nn]o test named '?(\w+)'?"),
        lambda f: f"没有“is {f[1]}”这种判断；可用：is none、is defined，前面可加 not",
    ),
    (re.compile(r"[Nn]o filter named '?(\w+)'?"), lambda f: f"模板里不能用过滤器（|{f[1]}）"),
    (
        re.compile(r"expected token '(.+?)', got '(.+?)'"),
        lambda f: f"这里应当是“{_token(f[1])}”，写的是“{_token(f[2])}”",
    ),
    (re.compile(r"unexpected '(.+?)'"), lambda f: f"这里的“{_token(f[1])}”不对：看前面的引号、括号成对没有"),
    (re.compile(r"unexpected char '(.+?)'"), lambda f: f"这里不能用“{f[1]}”"),
    (re.compile(r"^'(\w+)' is undefined"), lambda f: f"没有“{f[1]}”这个名称"),
    (re.compile(r"has no attribute '(\w+)'"), lambda f: f"这一项没有“{f[1]}”"),
    (re.compile(r"access to attribute '(\w+)' of '(\w+)' object is unsafe"), lambda f: f"模板里不能用“{f[1]}”"),
    (re.compile(r"can't assign to '(\w+)'"), lambda f: f"不能给“{f[1]}”赋值"),
    (re.compile("Expected an expression, got '(.+?)'"), lambda f: f"这里缺了内容，写的是“{_token(f[1])}”"),
)
TOKENS = {
    "end of print statement": "}}",
    "end of statement block": "%}",
    "begin of statement block": "{%",
    "begin of print statement": "{{",
    "end of template": "模板的末尾",
    "name": "一个名称",
    "string": "一段加引号的文字",
}


def _token(token: str) -> str:
    return TOKENS.get(token, token)
