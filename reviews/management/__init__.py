"""Rows for measuring: rounds under way and published verdicts for the claims that `fill` invented."""
