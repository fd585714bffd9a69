"""A request that is sent twice under one key is carried out once, and answered the same both times."""
