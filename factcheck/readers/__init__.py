"""What readers send us without an account: who they are, how little of that we keep, and what keeps machines out."""
