"""Primary rules, one a file: which numbers must be hidden by themselves, and which values must then look possible."""
