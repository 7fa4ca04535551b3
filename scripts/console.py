"""What ``.venv/bin/micro-projects`` runs: the command line, with this folder on the path."""

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parent.parent)

from micro_projects.commands import main  # noqa: E402 - found on the path set above

if __name__ == "__main__":
    sys.argv[0] = "micro-projects"
    main()
