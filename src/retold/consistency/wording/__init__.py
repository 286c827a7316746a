"""The same utterance in other words: found, aligned, and its drift typed."""
