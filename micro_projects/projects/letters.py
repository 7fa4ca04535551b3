"""What projects write to people."""

from __future__ import annotations

from micro_projects.kernel.refusal import N_
from micro_projects.projects.models import Project

INVITED = N_("项目“%(title)s”邀请报价，请在%(at)s前提交密封报价。")
AWARDED = N_("您的单位被确定为项目“%(title)s”的承接单位，正在公示；公示结束后签订合同。")
CONTRACT_READY = N_("项目“%(title)s”的中选公示已结束，可以签订合同。")
DELIVERED = N_("项目“%(title)s”的节点“%(milestone)s”已提交，请在%(at)s前查验。")
INSPECTED = N_("项目“%(title)s”的节点“%(milestone)s”已查验，请在%(at)s前核实。")
RETURNED = N_("项目“%(title)s”的节点“%(milestone)s”没有通过，理由：%(reason)s请改好后重新提交。")
PAYMENT_RETURNED = N_("项目“%(title)s”的请款第%(number)d号被退回，理由：%(reason)s")
PAYMENT_RELEASED = N_("项目“%(title)s”的请款第%(number)d号已拨付%(amount)s。")
TO_COSIGN = N_("项目“%(title)s”申请验收，请在%(at)s前到现场查看并会签。")
TO_RECTIFY = N_("项目“%(title)s”验收没有通过，请按列出的事项整改。")
TO_EVALUATE = N_("项目“%(title)s”已启用，请在%(at)s前告诉我们：问题解决了吗？")
OVERDUE = N_("项目“%(title)s”有一步已逾期，由%(holder)s办理，请督促。")


def url(project: Project) -> str:
    """The project's public page."""
    return f"/projects/{project.code}"
