"""English words of what comes again every year or every few years: a year with one says which of them is meant."""

RECURRING = frozenset(
    "election elections midterm midterms campaign campaigns primary primaries caucus caucuses nomination nominations nominee nominees"
    " candidate candidates presidential ballot ballots race races vote cycle season seasons league cup championship championships"
    " olympics games tournament budget budgets census convention conventions festival prize award awards conference session sessions"
    " edition vintage harvest exams graduates class draft quarter fiscal academic annual yearly".split()
)
