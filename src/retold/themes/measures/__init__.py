"""What hits come to: rates, shares, spread, places, company and keyness, with intervals."""
