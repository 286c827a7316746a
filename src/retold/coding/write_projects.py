"""Write a study as a project that people code in: REFI-QDA ``.qdpx``, for QualCoder, NVivo, MAXQDA, ATLAS.ti and others."""

from __future__ import annotations

import uuid
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pandas as pd

from retold import __version__
from retold.coding.projects import PROJECT_FILE
from retold.files import complete_file
from retold.themes.codebook.model import SEPARATOR, Codebook, theme_id
from retold.xml_elements import fit_for_xml

NAMESPACE = "urn:QDA-XML:project:1.0"
# Who has coded where the codebook's own hits are put in.
PACKAGE = "retold"
# Every file of an archive is of this time, the first that ZIP knows: the same study gives the same bytes.
TIME = (1980, 1, 1, 0, 0, 0)
MOMENT = "1980-01-01T00:00:00Z"
# Identifiers are made of names in this space of ours, so that a project that is made again has the same ones.
SPACE = uuid.uuid5(uuid.NAMESPACE_OID, "retold project")


def write_project(
    articles: pd.DataFrame,
    codebook: Codebook,
    path: str | Path,
    *,
    title: str = "study",
    coder: str = "",
    hits: pd.DataFrame | None = None,
) -> Path:
    """Write articles and themes as a project to be coded, perhaps with what the codebook found.

    Parameters
    ----------
    articles : pandas.DataFrame
        Columns article_id, text; each becomes a source, with line breaks of one character.
    codebook : Codebook
        Its themes become codes, without their patterns.
    path : path
        The file.
    title : str
        Name of the project.
    coder : str
        Name of the user who will code.
    hits : pandas.DataFrame, optional
        The table ``theme_hits``: each becomes a coded segment by the user `PACKAGE`.

    Returns
    -------
    pathlib.Path
        The file written; the same input gives the same bytes.
    """
    path = Path(path)
    users = {
        name: _guid("user", name) for name in ([PACKAGE] if hits is not None else []) + [coder or "coder"]
    }
    texts, sources = {}, []
    for row in articles.itertuples():
        name, guid = str(row.article_id), _guid("source", str(row.article_id))
        text = str(row.text)
        own = None if hits is None else hits[hits["article_id"].astype(str) == name]
        texts[f"sources/{guid}.txt"] = _plain(text)
        sources += _source(name, guid, text, own, users[coder or "coder"], users.get(PACKAGE, ""))
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<Project xmlns="{NAMESPACE}" name={_quoted(title)} origin="retold {__version__}"'
        f' creatingUserGUID="{users[coder or "coder"]}" creationDateTime="{MOMENT}" basePath="">',
        "  <Users>",
        *(f'    <User guid="{guid}" name={_quoted(name)}/>' for name, guid in users.items()),
        "  </Users>",
        "  <CodeBook>",
        "    <Codes>",
        *_codes(codebook),
        "    </Codes>",
        "  </CodeBook>",
        "  <Sources>",
        *sources,
        "  </Sources>",
        "</Project>",
    ]
    with (
        complete_file(path, "the project") as aside,
        zipfile.ZipFile(aside, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name, content in {PROJECT_FILE: "\n".join(lines) + "\n", **texts}.items():
            archive.writestr(
                zipfile.ZipInfo(name, TIME), content.encode("utf-8", "replace"), zipfile.ZIP_DEFLATED
            )
    return path


def _source(
    name: str,
    guid: str,
    text: str,
    hits: pd.DataFrame | None,
    coder: str,
    package: str,
) -> list[str]:
    """Return the lines of one text, with its coded segments."""
    head = (
        f'    <TextSource guid="{guid}" name={_quoted(name)} plainTextPath="internal://{guid}.txt"'
        f' creatingUser="{coder}" creationDateTime="{MOMENT}"'
    )
    if hits is None or hits.empty:
        return [f"{head}/>"]
    lines = [f"{head}>"]
    for n, hit in enumerate(hits.sort_values(["start", "end", "theme"], kind="stable").itertuples()):
        start, end = len(_plain(text[: hit.start])), len(_plain(text[: hit.end]))
        own = _guid("segment", f"{guid} {n}")
        lines += [
            f'      <PlainTextSelection guid="{own}" name={_quoted(str(hit.text))} startPosition="{start}"'
            f' endPosition="{end}" creatingUser="{package}" creationDateTime="{MOMENT}">',
            f'        <Coding guid="{_guid("coding", own)}" creatingUser="{package}" creationDateTime="{MOMENT}">'
            f'<CodeRef targetGUID="{theme_id(str(hit.theme))}"/></Coding>',
            "      </PlainTextSelection>",
        ]
    return [*lines, "    </TextSource>"]


def _codes(codebook: Codebook) -> list[str]:
    themes = {theme.name: theme for theme in codebook.themes}
    nested = {child for theme in codebook.themes for child in theme.children}

    def code(name: str, depth: int) -> list[str]:
        margin, theme = "  " * depth, themes[name]
        label = _quoted(name.rsplit(SEPARATOR, 1)[-1])
        lines = [f'{margin}<Code guid="{theme_id(name)}" name={label} isCodable="true">']
        if theme.description:
            lines.append(f"{margin}  <Description>{escape(fit_for_xml(theme.description))}</Description>")
        lines += [line for child in theme.children for line in code(child, depth + 1)]
        return [*lines, f"{margin}</Code>"]

    return [line for name in themes if name not in nested for line in code(name, 3)]


def _plain(text: str) -> str:
    """Return a text with line breaks of one character, which every program counts alike."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _quoted(text: str) -> str:
    return quoteattr(fit_for_xml(text))


def _guid(kind: str, name: str) -> str:
    return str(uuid.uuid5(SPACE, f"{kind} {name}")).upper()
