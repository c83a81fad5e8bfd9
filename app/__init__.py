"""Claimdesk's web desk."""
