"""Approved proposals being carried out: procurement, contract, milestones, payments, acceptance, evaluation."""
