"""Why a sheet is not there, or a posting is not taken."""

from __future__ import annotations

from micro_projects.kernel.refusal import N_, Refusal

NO_SHEET_YET = Refusal(
    "no_sheet_yet",
    N_("这份公示的纸质文件还没有生成。"),
    N_("公开日志签名后自动生成，通常几秒钟；请稍候刷新。"),
)
NOT_SIGNED_YET = Refusal(
    "not_signed_yet",
    N_("这一条公开记录还没有签名，暂时不能打印。"),
    N_("通常几秒钟内完成签名；请稍候刷新。"),
)
NO_PHOTO = Refusal(
    "no_photo", N_("登记张贴要附照片。"), N_("请拍一张贴好的公示，照片里要看得清周围环境。"), 422
)
WITHHELD = Refusal(
    "sheet_withheld",
    N_("这份纸质文件里有依法遮盖的内容，不再提供下载。"),
    N_("遮盖的依据和其余内容见公示页；需要纸质件的，请打印公开记录。"),
    410,
)
