"""``python -m micro_projects.verifying FILE.zip``, and what `verifier/` in a bundle runs."""

import sys

from micro_projects.verifying.command import run

sys.exit(run(sys.argv[1:]))
