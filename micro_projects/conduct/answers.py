"""What conduct answers."""

from micro_projects.conduct.desk import desk

ANSWERS = {("desk", "conduct"): desk}
