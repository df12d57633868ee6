"""Every mutant, by the part of the product that it breaks. To add one, add a tuple to the list of its part."""

from __future__ import annotations

from mutants_attack import ATTACK
from mutants_intake import INTAKE
from mutants_leaks import DECODERS, LEAKS
from mutants_protection import PROTECTION
from mutants_secondary import SECONDARY
from runner import Mutant

MUTANTS = tuple(Mutant(*mutant) for mutant in (*DECODERS, *LEAKS, *INTAKE, *ATTACK, *PROTECTION, *SECONDARY))
