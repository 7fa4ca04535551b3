"""The room's blueprint; its views are in views.py and the files that views.py names."""

from flask import Blueprint

room = Blueprint("forums", __name__)
