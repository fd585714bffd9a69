"""The kinds of background work this room asks for."""

FETCH = "fetch"  # the page of an article that was sent as an address
READ = "read"
EXTRACT = "extract"
MATCH = "match"  # an article's proposals against the archive
MATCH_CLAIM = "match_claim"  # one claim against it
INDEX = "index"  # the files the archive is searched with
EMBED = "embed"  # the vectors of words that have none yet
LEAVE = "leave"  # the checks of a feed that was removed
LEARN = "learn"  # from the desk's decisions, for all articles to come
PRIORITISE = "prioritise"  # a claim’s place in the queue, after something it rests on changed
PULL = "pull"  # the checks of one feed of another publisher
PULL_DUE = "pull_due"  # the feeds whose time has come
RESCORE = "rescore"  # open proposals, by the desk model in use
