"""Every wall rule: repository folder in, faults out. The sabotage test runs the same list on broken copies."""

from __future__ import annotations

import rules_contract
import rules_imports
import rules_mint
import rules_pages
import rules_pipeline

RULES = (
    rules_mint.public_types_are_minted_in_one_place,
    rules_mint.no_way_round_the_mint,
    rules_imports.third_parties_have_one_importer,
    rules_imports.rows_stay_in_private,
    rules_imports.private_has_one_importer,
    rules_imports.the_sample_makes_data_only,
    rules_imports.nothing_is_loaded_by_name,
    rules_imports.only_the_command_line_speaks,
    rules_pipeline.pipeline_calls_every_stage_in_order,
    rules_pipeline.pipeline_fits_one_screen_and_cannot_lie,
    rules_pipeline.gate_reaches_the_writer,
    rules_pipeline.signatures_right_of_the_wall_name_no_row,
    rules_pages.templates_escape_everything,
    rules_pages.python_escapes_everything,
    rules_contract.every_column_has_a_privacy_class,
    rules_contract.public_types_mirror_the_contract,
    rules_contract.public_types_are_frozen_and_plain,
)
