"""Which article reports which argument, how far articles agree, and how many sources they are."""
