"""Every list of English words; a second language is a folder beside this one."""

CODE = "en"
