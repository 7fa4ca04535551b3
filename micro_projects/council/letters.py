"""The messages of the council to its members."""

from micro_projects.kernel.refusal import N_

CALLED = N_("议事会会议%(session)s定于%(at)s在%(venue)s召开，请查看议程和材料，不能到会请告诉召集人。")
CANCELLED = N_("议事会会议%(session)s取消：%(reason)s")
DRAFTED = N_("会议%(session)s的纪要已经起草，请核对；有出入的，请在%(until)s前提出更正。")
SIGN = N_("您抽签产生为会议%(session)s纪要的签署人，请在%(until)s前核对并签署。")
REQUIRED = N_("五分之一以上议事会成员要求开会，请在%(until)s前召集。")
MINUTES_STOOD = N_("会议%(session)s的纪要已经公开。")
THIRD = N_("%(place)s连续两次会议人数不足，可以由街道召集第三次会议，到会过半即可开会。")
REQUIRED_BY_RESIDENTS = N_("居民联名要求议事会开会，请在%(until)s前召集。")
SUPPLEMENTED = N_("议事会会议%(session)s补充了议题，请查看补充的材料。")
ON_AGENDA = N_("您的提案已列入议事会会议%(session)s的议程，会议定于%(at)s在%(venue)s召开，您可以到会说明。")
OBSERVER_SEAT = N_("议事会会议%(session)s有人退出旁听，您排到了旁听席，请按时到场。")
