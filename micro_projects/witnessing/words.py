"""What the witness says, in both languages: it runs where our catalogues are not."""

from __future__ import annotations

WHY = {
    "unreachable": ("连不上日志：%s", "the log cannot be reached: %s"),
    "unreadable": ("日志给的内容读不懂：%s", "what the log gives cannot be read: %s"),
    "unsigned": ("日志头没有可信的签名：%s", "no known key signed the head: %s"),
    "origin": ("签名是给另一本日志的：%s", "the head is of another log: %s"),
    "shrunk": (
        "警报：日志比上次见到的短，或拿出了旧的日志头（%s）。没有签名，证据已留存。",
        "ALARM: the log is shorter than last time, or an old head was shown (%s). Not signed; evidence kept.",
    ),
    "fork": (
        "警报：同样的条数，内容和上次不一样（%s）。没有签名，证据已留存。",
        "ALARM: the same size with another root (%s). Not signed; evidence kept.",
    ),
    "inconsistent": (
        "警报：新的日志不是在上次的后面接着写的（%s）。没有签名，证据已留存。",
        "ALARM: the new head does not extend the last one (%s). Not signed; evidence kept.",
    ),
    "not_taken": ("签好了，但日志没有收下：%s", "signed, but the log did not take it: %s"),
    "no_log": ("这个地址没有公开日志：%s", "there is no public log at %s"),
}
TRUSTED = (
    "第一次见到日志%s，从现在起信任这把公钥，请和纸上印的指纹核对：%s",
    "first time at log %s; its key is trusted from now on. Compare with the fingerprint on a printed sheet: %s",
)
MINE = (
    "把这一行交给日志的主办方（micro-projects log witness add）：",
    "give this line to the operator of the log (micro-projects log witness add):",
)
SEEN = (
    "日志%s到第%d条，是接着上次写的，已签名。",
    "log %s at %d entries extends what was seen before; signed.",
)
LEFT = ("签名已留在日志上。", "the cosignature was left with the log.")
SERVING = ("在%s等日志来请求签名（add-checkpoint）。", "waiting at %s for logs to ask (add-checkpoint).")


def say(words: tuple[str, str], lang: str, *facts: object) -> str:
    """The line in `lang` (``zh`` or ``en``)."""
    text = words[0] if lang == "zh" else words[1]
    return text % facts if facts else text
