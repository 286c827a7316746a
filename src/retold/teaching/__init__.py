"""The lessons' checks: what a learner answered, held against the planted key, and what to look at where it differs.

No answer stands in a lesson or here: each is worked out from the key, the coding by hand and the tables of the package.
"""
