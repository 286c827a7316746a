"""What the tests of corpora share: a folder of files, with or without a list."""


def write(folder, files, listing=None):
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    if listing is not None:
        (folder / "articles.csv").write_text(listing, "utf-8")
    return folder
