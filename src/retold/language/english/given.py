"""English words that the comparison of statements with given arguments counts with: features of trained weights."""

from __future__ import annotations

STOP_WORDS = frozenset(
    "a an the of to in on at by for with from as is are was were be been being am it its it's this that these"
    " those there their they them he she his her him i we you our your my me us and or but if so than then too"
    " very can could will would shall should may might must do does did has have had having who whom which"
    " what when where how why all any some such own same just also into over about because while".split()
)
NEGATIONS = frozenset(
    "no not never none nobody nothing neither nor without cannot cant dont doesnt isnt arent wont shouldnt"
    " wouldnt couldnt lack lacks fail fails unable".split()
)

# Longest first; what is left keeps at least four letters, so that "king" is not cut to "k".
ENDINGS = (
    "ization ations ation iveness fulness ments ment ness ings ing ities ity ies ied ers er ors or ively ive"
    " ally ly able ible ous ful es ed s al ic e y"
).split()
