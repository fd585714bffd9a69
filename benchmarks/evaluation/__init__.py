"""`make eval`: the splitter on annotated sets, beside the libraries that do parts of its work."""
