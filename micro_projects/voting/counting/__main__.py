"""``python -m micro_projects.voting.counting FILE.pb [--json]``."""

from micro_projects.voting.counting.tally import tally_command

tally_command()
