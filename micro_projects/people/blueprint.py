"""The room's blueprint: its views are in several files."""

from flask import Blueprint

room = Blueprint("people", __name__)
