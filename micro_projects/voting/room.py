"""The room's blueprint: every view module hangs its addresses on it."""

from flask import Blueprint

room = Blueprint("voting", __name__)
