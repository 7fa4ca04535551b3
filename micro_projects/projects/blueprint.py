"""The room's blueprint; its views stand in ``*_views.py``."""

from flask import Blueprint

room = Blueprint("projects", __name__)
