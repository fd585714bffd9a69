"""What the desk publishes, changes and takes back."""
