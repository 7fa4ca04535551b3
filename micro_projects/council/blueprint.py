"""The council's addresses; the views of each purpose add theirs."""

from flask import Blueprint

room = Blueprint("council", __name__)
