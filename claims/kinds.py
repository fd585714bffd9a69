"""The kinds of background work this room asks for."""

READ = "read"
EXTRACT = "extract"
