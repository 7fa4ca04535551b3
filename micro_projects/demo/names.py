"""Names of people who do not exist, the same every time."""

from __future__ import annotations

from itertools import islice

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高梁郑谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢"
)
_GIVEN = (
    "秀英 建国 桂兰 志强 玉梅 海燕 文斌 丽华 国栋 春梅 永强 淑珍 晓东 凤霞 家明 素芬 振华 美玲 卫民 彩云 "
    "浩然 雨桐 子涵 思远 静怡 明哲 若曦 俊杰 欣怡 泽宇 嘉怡 一鸣 晨曦 博文 诗涵 天佑 梓萱 立新 红梅 大伟"
).split()


def names(count: int, start: int = 0) -> list[str]:
    """`count` different names, beginning with the `start`-th."""
    every = (_SURNAMES[(7 * n + n // 40) % len(_SURNAMES)] + _GIVEN[n % len(_GIVEN)] for n in range(10_000))
    return list(islice(dict.fromkeys(every), start, start + count))
