"""`python -m generator` is `gongshi`."""

from generator.cli import main

main()
