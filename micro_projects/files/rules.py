"""What may be uploaded, and who may open what is not public: pure."""

from __future__ import annotations

from micro_projects.kernel.refusal import N_, Refusal

MOST_BYTES = 12 * 1024 * 1024
MOST_PIXELS = {"JPEG": 52_000_000, "PNG": 25_000_000, "WEBP": 25_000_000}
"""A phone's largest photo has 50 million; a JPEG is read at a smaller scale, the others only whole."""
WIDTHS = (480, 960, 1920)
ALT_CHARACTERS = 200

READERS = frozenset({"worker", "officer", "district", "finance", "affairs", "moderator", "committee"})
"""Roles that open what is not public in their place. No contractor (others' quotations), no administrator;
an auditor opens it at the audit desk, where that is journalled."""

SENT_ALREADY = Refusal(
    "file_sent_already",
    N_("这个文件已经提交过一次，没有重复登记。"),
    N_("请刷新页面，查看已经提交的内容；要再交一份，请重新选择文件。"),
)
TOO_BIG = Refusal(
    "file_too_big",
    N_("文件太大，没有保存。"),
    N_("每个文件不超过 12 MB。照片可以在手机里选“较小尺寸”再传。"),
    413,
)
TOO_MANY_PIXELS = Refusal(
    "too_many_pixels",
    N_("照片的像素太多，没有保存。"),
    N_("请把照片缩小到 5000 万像素以内，或用截图再传。"),
    413,
)
NOT_A_PHOTO = Refusal(
    "not_a_photo",
    N_("这个文件不是能打开的照片：类型不对，或者内容不完整。"),
    N_("请传 JPEG、PNG 或 WebP 照片；用手机重新拍一张再传也可以。"),
    422,
)
HEIC = Refusal(
    "heic",
    N_("这是苹果手机的 HEIC 照片，系统暂时打不开。"),
    N_("请在手机“设置—相机—格式”里选“兼容性最佳”再拍，或把照片截图后再传。"),
    422,
)
NOT_A_DOCUMENT = Refusal(
    "not_a_document",
    N_("这个文件不是完整的 PDF 文档。"),
    N_("请把文件另存为 PDF 再传；纸质文件可以扫描成 PDF。"),
    422,
)
ACTIVE_DOCUMENT = Refusal(
    "active_document",
    N_("这份 PDF 里带有程序或附件，为了大家的安全没有保存。"),
    N_("请用“打印为 PDF”的方式重新生成一份再传。"),
    422,
)
EMPTY = Refusal("file_empty", N_("文件是空的，没有保存。"), N_("请重新选择文件。"), 422)
NO_ALT = Refusal(
    "no_alt",
    N_("还没有写这张照片或文件的说明。"),
    N_("请用一句话写出它拍的是什么，看不见图片的人要靠它。"),
    422,
)
NO_FILE = Refusal("no_file", N_("没有这个文件，或者它不对外公开。"), N_("请从刊登它的页面重新打开。"), 404)

_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
_ACTIVE = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/RichMedia")


def kind_of(head: bytes) -> str:
    """What the first bytes say: ``photo``, ``pdf``, ``heic``, or nothing we take. The name is never asked."""
    if head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return "photo"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "photo"
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return "heic"
    return ""


def whole_pdf(body: bytes) -> bool:
    """Whether a PDF has its end: a torn upload has not."""
    return b"%%EOF" in body[-2048:]


def active_pdf(body: bytes) -> bool:
    """Whether a PDF openly says it carries programs or files. Packed ones are not seen: it is only ever downloaded."""
    return any(word in body for word in _ACTIVE)


def shown_size(width: int, height: int, at_most: int) -> tuple[int, int]:
    """A picture's size at one of the widths: never enlarged, never less than a pixel."""
    if width <= at_most:
        return width, height
    return at_most, max(1, round(height * at_most / width))
