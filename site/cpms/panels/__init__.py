"""The consultation: panel, people, invitations, contributions, outcome."""
