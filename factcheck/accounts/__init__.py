"""People with accounts here: roles, invitations, and the desk's own settings."""
