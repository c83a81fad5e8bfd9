"""Claimdesk's library: take an article apart into claims, anchor quotes, verify and export."""
