"""What a WSGI server serves; under ``flask --app wsgi`` the same commands as ``micro-projects``."""

from micro_projects.app import create_app
from micro_projects.commands import attach

app = create_app()
for command in attach().commands.values():
    app.cli.add_command(command)
