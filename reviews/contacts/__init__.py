"""Asking the claimant: begun with the lead, by letters, until there is an answer or a reason why there is none."""
