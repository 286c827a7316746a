"""Exports of news archives: one file with many articles, each with a head and a foot of the archive's own."""
