"""What a WSGI server serves."""

from micro_projects.app import create_app

app = create_app()
