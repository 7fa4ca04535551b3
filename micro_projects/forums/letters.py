"""What forums write to people."""

from micro_projects.kernel.refusal import N_

ABOUT_YOURS = N_("%(at)s在%(venue)s有一场协商会谈您的提案，您可以到场说明。")
DRAWN = N_("您被抽中参加协商会，请在%(until)s前答复参加不参加；不答复会由下一位递补。")
CONFIRMED = N_("您参加协商会的报名已核实，请按时到场。")
NOT_CONFIRMED = N_("您参加协商会的报名没有核实为直接受影响，可以到窗口询问。")
CANCELLED = N_("您参加的协商会取消：%(reason)s")
OWE = N_("一场协商会已经举行，请在%(until)s前就每条意见公开反馈。")
OVERDUE = N_("协商会的反馈已经逾期，逾期和负责的一方已公开，请尽快办理。")
ANSWERED = N_("您参加的协商会有了反馈：哪些采纳、哪些没有、为什么，都已公开。")
