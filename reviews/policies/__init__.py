"""Who may do what, and the sentence that says why not."""
