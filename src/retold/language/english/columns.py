"""What tables of articles call their columns, and names of files and folders that are no outlet.

English, with what programs in other languages write for the same.
"""

from __future__ import annotations

# Letters and digits alone, in lower case; of two columns that would do, the name that stands first here is taken.
COLUMN_NAMES = {
    "text": (
        "text fulltext body content articletext articlebody bodytext maintext storytext articlecontent article story"
        " plaintext textcontent rawtext cleantext doctext documenttext documentcontent transcript"
        " volltext artikel artikeltext inhalt texte contenu texto contenido conteudo testo contenuto tekst inhoud"
    ).split(),
    "outlet": (
        "outlet medianame publisher publication source newspaper outletname sourcename publishername publicationtitle"
        " mediaoutlet mediasource newssource newsoutlet medium media sitename site domain journal channel station agency"
        " sourcedomain feed urlhost hostname host"
        " publikation zeitung quelle periodico fuente medio giornale fonte testata jornal krant bron"
    ).split(),
    "date": (
        "date published publishdate publicationdate publisheddate datepublished publishedat pubdate datepub pubdatetime"
        " webpublicationdate datepublish seendate releasedate postdate postedat publishtime publicationtime"
        " articledate datetime publishedon publishedtime createdat created timestamp day"
        " datum erscheinungsdatum veroffentlicht fecha datepublication"
    ).split(),
    "title": (
        "title headline heading articletitle storytitle articleheadline head subjectline"
        " titel uberschrift schlagzeile titre titulo titular titolo"
    ).split(),
    "article_id": "articleid id storiesid storyid docid documentid articleno accessionnumber uid uuid guid an".split(),
    "language": "language lang languagecode articlelanguage sprache langue idioma lingua taal".split(),
    "edition": ["edition"],
    "label": ["label"],
    "occasion": ["occasion"],
}  # fmt: skip

# What a list of article files calls the column of their names.
FILE_COLUMNS = "file filename filepath path".split()

# What else the head of a file of one article tells.
HEAD_NAMES = frozenset(
    "author authors autor auteur byline writer url link permalink section category categories tags tag keywords subtitle words wordcount"
    " length page pages edition city place location retrieved accessed accessdate slug type layout image description copyright license"
    " id docid updated modified".split()
)

# In a name such as "article_01" these tell what a file is, not who printed it.
NO_OUTLET = frozenset(
    (
        "article articles text texts txt doc docs document documents file files news story stories page pages item"
        " items record records report reports interview interviews transcript transcripts speech speeches release"
        " releases press statement statements export exports corpus data sample originals original copy untitled"
        " final draft new old part no nr number"
    ).split()
)
# Of these, what stands in names of outlets as well, beside other words.
ALSO_OUTLET = frozenset("news press new old record records report reports".split())

# Files beside articles that are about them, or about their folder.
NO_ARTICLE = frozenset("readme license licence changelog contributing notice todo".split())

#: How exports and tables write the names of languages.
LANGUAGE_CODES = {
    "english": "en", "german": "de", "french": "fr", "spanish": "es", "italian": "it", "portuguese": "pt",
    "dutch": "nl", "russian": "ru", "ukrainian": "uk", "polish": "pl", "turkish": "tr", "arabic": "ar",
    "chinese": "zh", "japanese": "ja", "korean": "ko", "swedish": "sv", "danish": "da", "norwegian": "no",
    "finnish": "fi", "greek": "el", "hebrew": "he", "czech": "cs", "hungarian": "hu", "romanian": "ro",
    "deutsch": "de", "francais": "fr", "espanol": "es",
}  # fmt: skip
