"""The pages of people and the desk."""
