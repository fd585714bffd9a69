"""The ground floor: refusals, permissions and text rules. Plain Python, no Django."""
