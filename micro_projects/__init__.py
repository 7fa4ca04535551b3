"""Participatory micro-projects (民生微实事): propose, deliberate, resolve — each disclosed, all enforced."""
