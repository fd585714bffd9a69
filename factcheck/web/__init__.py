"""What every page and every API answer shares: problems, strict input, paging, headers."""
