"""Form parts for photos and documents. Validating one decodes and stores it: before the act, never in it."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import IO, Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from wtforms import StringField

from micro_projects.files import rules
from micro_projects.files.preparing import Prepared, discard, prepare, prepare_document, prepare_photo
from micro_projects.kernel.refusal import Refused
from micro_projects.web import preview
from micro_projects.web.forms import StopValidation, at_most
from micro_projects.web.refusals import line, words


class UploadField(FileField):  # type: ignore[misc]
    """A photo or a PDF. After `validate` its `prepared` is there (None when nothing was chosen)."""

    data: Any
    prepares: Callable[[IO[bytes]], Prepared] = staticmethod(prepare)
    accepts = "image/jpeg,image/png,image/webp,application/pdf"
    hint = _l("照片（JPEG、PNG、WebP）或 PDF 文件，不超过 12 MB。页面报错后要重新选择一次。")

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        kwargs.setdefault("description", self.hint)
        kwargs["render_kw"] = {"accept": self.accepts, **kwargs.get("render_kw", {})}
        super().__init__(label, validators, **kwargs)
        self.prepared: Prepared | None = None
        self._kept: Prepared | None = None

    def process_formdata(self, valuelist: list[Any]) -> None:
        """What was chosen now, else what was sent before the page showed what would be published."""
        super().process_formdata(valuelist)
        known = None if self.data else preview.kept_file(self.name)
        if known:
            self._kept = Prepared.again(known)
            self.data = FileStorage(BytesIO(), self._kept.token)

    def pre_validate(self, form: Any) -> None:
        """Check and store what was chosen; what is wrong with it is this field's error."""
        if not self.data:
            return
        try:
            self.prepared = self._kept or self.prepares(self.data.stream)
        except Refused as refused:
            raise StopValidation(line(refused)) from refused
        preview.keep_file(self.name, self.prepared.known())


class PhotoField(UploadField):
    """A photo. Put `AltField` beside it."""

    prepares = staticmethod(prepare_photo)
    accepts = "image/jpeg,image/png,image/webp"
    hint = _l("JPEG、PNG 或 WebP 照片，不超过 12 MB；照片里的拍摄地点会自动去掉。页面报错后要重新选择一次。")


class DocumentField(UploadField):
    """A PDF."""

    prepares = staticmethod(prepare_document)
    accepts = "application/pdf"
    hint = _l("PDF 文件，不超过 12 MB。页面报错后要重新选择一次。")


class AltField(StringField):  # type: ignore[misc]
    """What a photo shows, in words: must be filled when the field named `of` holds a file."""

    def __init__(self, label: Any = None, *, of: str, **kwargs: Any) -> None:
        kwargs.setdefault("description", _l("用一句话写出照片拍的是什么，看不见图片的人要靠它。"))
        super().__init__(label or _l("照片说明"), [at_most(rules.ALT_CHARACTERS)], **kwargs)
        self.of = of

    def pre_validate(self, form: Any) -> None:
        """Asked for together with the photo."""
        if form[self.of].data and not (self.data or "").strip():
            raise StopValidation("".join(words(rules.NO_ALT, {})))


def drop(form: Any) -> None:
    """Remove what a form prepared when the form or its act was refused."""
    discard(*(field.prepared for field in form if isinstance(field, UploadField)))
