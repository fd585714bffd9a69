"""Units of background work. The row is the truth; Celery is the doorbell."""
