"""What an editor changes of a claim while people are at work on it, with the effects on their work."""
