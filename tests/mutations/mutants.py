"""Every mutant, by the part of the product that it breaks. To add one, add a tuple to the list of its part."""

from __future__ import annotations

from mutants_intake import INTAKE
from mutants_leaks import DECODERS, LEAKS
from runner import Mutant

# The lists of attack, protection and secondary join when each of their mutants was seen to be caught again.
MUTANTS = tuple(Mutant(*mutant) for mutant in (*DECODERS, *LEAKS, *INTAKE))
