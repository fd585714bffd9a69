"""The main road, walked from outside over HTTP: `make demo`, `make journey` and the journey tests all use it."""
