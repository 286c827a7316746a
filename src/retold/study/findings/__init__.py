"""The findings of a run in plain sentences, each computed from its tables, with what it rests on."""
