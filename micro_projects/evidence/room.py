"""The room's blueprint; its views are in views.py."""

from flask import Blueprint

room = Blueprint("evidence", __name__)
