"""The grounds a decision must name: the negative list (P4), legal grounds (P14)."""

from __future__ import annotations

from micro_projects.kernel.refusal import N_

NEGATIVE_LIST = {
    "planned_works": N_("与政府已列入计划的工程重复"),
    "manager_duty": N_("属于物业服务企业按合同应当做的事"),
    "outside_content": N_("不在服务、货物、工程的五类内容之内"),
    "private_benefit": N_("只让个别人或个别单位受益"),
    "illegal": N_("内容违反法律法规或侵害他人权益"),
    "recurring_wages": N_("用于长期人员工资或日常办公经费"),
    "form": N_("要件不齐，补正后仍不符合形式要求"),
}
"""Code → what people read. From published guidance (Shenzhen 2015–2016); form and this list only, never merit."""

LEGAL_GROUNDS = {
    "law": N_("违反法律、法规的强制性规定"),
    "safety": N_("不符合工程安全或消防强制性标准"),
    "title": N_("场地权属有争议或没有取得合法使用权"),
    "overlap": N_("与已批准实施的政府投资项目重复"),
    "procedure": N_("决议程序违反本办法，须依法纠正"),
}
"""Code → what people read: the only grounds on which a resolved proposal may be refused (P14)."""
