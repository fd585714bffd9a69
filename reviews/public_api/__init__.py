"""The published checks as data, for anyone: no session, no sign-in, no cookie."""
