"""The comparison of rules in sentences: what differs first, then each rule beside the first one."""

from __future__ import annotations

from collections.abc import Sequence

from micro_projects.kernel.refusal import N_
from micro_projects.voting.counting.comparing import Difference, Outcome, always, difference, sometimes
from micro_projects.voting.counting.standing import Rule
from micro_projects.voting.counting.words_voice import Voice

NAMES = {
    "greedy": N_("按得票排，放不下的跳过"),
    "greedy_no_skip": N_("按得票排，放不下就停"),
    "greedy_threshold": N_("按得票排，至少 %(least)s"),
    "mes": N_("均等份额"),
    "mes_add1": N_("均等份额，逐步加高"),
    "mes+greedy": N_("均等份额，余款再按得票"),
    "mes_add1+greedy": N_("均等份额，逐步加高，余款再按得票"),
}
STOPS_AT_LEAST = N_("按得票排，放不下就停，至少 %(least)s")
SAME = N_("同一批选票，%(rules)s 种规则选出的项目完全一样。")
DIFFER = N_("同一批选票，%(rules)s 种规则有 %(results)s 种结果：%(some)s要看用哪种规则。")
ALWAYS = N_("%(count)s 个项目不论哪种规则都入选。")
NEVER = N_("没有哪个项目是不论哪种规则都入选的。")
MANY = N_("%(some)s等 %(count)s 个项目")
SHOWN = 3
"""How many projects a sentence names."""
LIKE = N_("和“%(rule)s”选出的项目一样。")
MORE = N_("比“%(base)s”多选%(more)s。")
FEWER = N_("比“%(base)s”少选%(fewer)s。")
BOTH = N_("比“%(base)s”多选%(more)s，少选%(fewer)s。")
WHY = {
    "too_dear": N_("轮到“%(name)s”时还剩 %(remaining)s，不够它的 %(cost)s。"),
    "after_stop": N_("排在前面的“%(by)s”放不下，从那里起不再往下选，轮不到“%(name)s”。"),
    "below_threshold": N_("“%(name)s”得%(score)s，不到最低的%(needed)s。"),
    "excluded": N_("“%(name)s”和已经入选的“%(by)s”同属一组，一组最多选一个。"),
    "poor": N_("选“%(name)s”的人，份额合起来只有 %(behind)s，不够它的 %(cost)s。"),
    "spent": N_("选“%(name)s”的人，份额合起来有 %(behind)s，花在别的项目上以后，凑不够它的 %(cost)s。"),
}


def rule_name(rule: Rule, form: str, voice: Voice) -> str:
    """What the column of a rule is called."""
    least = "" if rule.min_score is None else voice.figure(rule.min_score, form)
    named = STOPS_AT_LEAST if rule.name == "greedy_no_skip" and least else NAMES[rule.name]
    return voice.say(named, least=least)


def headline(outcomes: Sequence[Outcome], voice: Voice) -> str:
    """What differs, in one or two sentences."""
    some, every = sometimes(outcomes), always(outcomes)
    rules = str(len(outcomes))
    if not some:
        return voice.say(SAME, rules=rules)
    results = str(len({one.like for one in outcomes}))
    said = voice.say(DIFFER, rules=rules, results=results, some=_some(some, voice))
    return voice.text([said, voice.say(ALWAYS, count=str(len(every))) if every else voice.say(NEVER)])


def _some(projects: Sequence[str], voice: Voice) -> str:
    if len(projects) <= SHOWN:
        return voice.list(projects)
    return voice.say(MANY, some=voice.list(projects[:SHOWN]), count=str(len(projects)))


def beside(outcomes: Sequence[Outcome], at: int, voice: Voice) -> str:
    """How one rule differs from the first and why; nothing to say about the first itself."""
    one = outcomes[at]
    if at == 0:
        return ""
    if one.like != at:
        like = outcomes[one.like]
        return voice.say(LIKE, rule=rule_name(like.rule, one.counted.data.form, voice))
    found = difference(outcomes[0], one)
    base = rule_name(outcomes[0].rule, one.counted.data.form, voice)
    if not found.fewer:
        return voice.say(MORE, base=base, more=_some(found.more, voice))
    fewer = _some(found.fewer, voice)
    if not found.more:
        said = voice.say(FEWER, base=base, fewer=fewer)
    else:
        said = voice.say(BOTH, base=base, more=_some(found.more, voice), fewer=fewer)
    return voice.text([said, _why(one, found, voice)])


def _why(one: Outcome, found: Difference, voice: Voice) -> str:
    """What happened under this rule to the foremost of those it does not fund."""
    turn, form = found.turn, one.counted.data.form
    assert turn is not None
    cost = next(project.cost for project in one.counted.data.projects if project.id == turn.project)
    case: str = turn.outcome
    if case == "unaffordable":
        case = "poor" if found.behind is not None and found.behind < cost else "spent"
    return voice.say(
        WHY[case],
        name=voice.name(turn.project),
        cost=voice.money(cost),
        remaining=voice.money(turn.remaining),
        by=voice.name(turn.by),
        score=voice.figure(one.counted.scores[turn.project], form),
        needed="" if found.needed is None else voice.figure(found.needed, form),
        behind="" if found.behind is None else voice.money(found.behind),
    )
