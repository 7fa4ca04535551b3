"""The addresses of conversations and arguments; the views of each purpose add theirs."""

from flask import Blueprint

room = Blueprint("viewpoints", __name__)
