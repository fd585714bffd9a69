"""Triggers that make a table append-only, also for psql and bulk statements."""

import pgtrigger


def append_only(*, except_columns: tuple[str, ...] = ()) -> list[pgtrigger.Trigger]:
    """Refuse delete and truncate, and any update but of `except_columns` (redactable text, or a status)."""
    changes = (
        pgtrigger.ReadOnly(name="only_redactable_changes", exclude=list(except_columns))
        if except_columns
        else pgtrigger.Protect(name="never_changes", operation=pgtrigger.Update)
    )
    return [
        changes,
        pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        # Protect cannot guard TRUNCATE: that needs a statement-level trigger of its own.
        pgtrigger.Trigger(
            name="never_truncated",
            operation=pgtrigger.Truncate,
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
        ),
    ]
