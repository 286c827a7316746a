"""Whether two translators could have written both wordings."""

import pytest

from retold.consistency.wording.drift import DRIFT_TYPES, Swap
from retold.consistency.wording.translation import CUTS, TRANSLATABLE, VERDICTS, judge_drift

SAME, TRANSLATED, CHANGED = VERDICTS
ALIKE, OTHER = Swap(("closed",), ("shut",)), Swap(("wine",), ("water",))


@pytest.mark.parametrize(
    ("types", "swaps", "translated", "untranslated"),
    [
        ([], [], SAME, SAME),
        (["verbatim"], [], SAME, SAME),
        (["truncation", "splice", "direct turned indirect"], [], SAME, SAME),
        (["tense"], [], TRANSLATED, CHANGED),
        (["function words"], [], TRANSLATED, CHANGED),
        (["substitution"], [ALIKE], TRANSLATED, CHANGED),
        (["substitution"], [OTHER], CHANGED, CHANGED),
        (["substitution"], [ALIKE, OTHER], CHANGED, CHANGED),
        (["substitution", "truncation"], [ALIKE], TRANSLATED, CHANGED),
        (["substitution", "number changed"], [ALIKE], CHANGED, CHANGED),
        *(([name], [], CHANGED, CHANGED) for name in DRIFT_TYPES if name not in TRANSLATABLE),
    ],
)
def test_verdicts(types, swaps, translated, untranslated):
    assert judge_drift(types, swaps, translated=True) == translated
    assert judge_drift(types, swaps, translated=False) == untranslated


def test_types_are_those_of_drift():
    assert CUTS < TRANSLATABLE < set(DRIFT_TYPES)
