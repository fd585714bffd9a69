"""A desk of any size for measuring: invented articles and claims, the same ones for the same seed."""
