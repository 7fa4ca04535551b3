"""What open data refuses, in words."""

from micro_projects.kernel.refusal import N_, Refusal

NO_FILE = Refusal(
    "no_open_data_file",
    N_("没有这个数据文件，或者它的内容还没有公开。"),
    N_("请从开放数据页面选择文件；投票结果要等投票截止、计票公开以后才有。"),
    404,
)
