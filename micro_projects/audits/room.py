"""The room's blueprint; its views are in the files that views.py names."""

from flask import Blueprint

room = Blueprint("audits", __name__)
