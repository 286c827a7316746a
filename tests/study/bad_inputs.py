"""Bad inputs, a row each: what spoils the small study, the words that follow, and what the message has to say."""

import os
from pathlib import Path


def put(name, content):
    """Return what writes a file of the study; bytes as they are."""

    def spoil(study):
        path = study / name
        path.parent.mkdir(exist_ok=True)
        path.unlink(missing_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    return spoil


def setting(text):
    return put("study.yaml", f"{text}\n")


def pipe(name):
    return _replace(name, os.mkfifo)


def endless(name):
    return _replace(name, lambda path: path.symlink_to(path.name))


def dangling(name):
    return _replace(name, lambda path: path.symlink_to("nothing"))


def device(name):
    return _replace(name, lambda path: path.symlink_to("/dev/zero"))


def folder(name):
    return _replace(name, os.mkdir)


def _replace(name, make):
    def spoil(study):
        path = study / name
        path.parent.mkdir(exist_ok=True)
        path.unlink(missing_ok=True)
        make(path)

    return spoil


def bytes_name(name):
    def spoil(study):
        Path(os.fsdecode(os.fsencode(study / "articles") + b"/" + name)).write_text(
            "It rained, Ann Lee said."
        )

    return spoil


def both(*spoils):
    return lambda study: [spoil(study) for spoil in spoils]


STUDY = {
    "an unknown key": (setting("subjet: A"), "did you mean 'subject'"),
    "a list": (setting("- a"), "should be a list of `setting: value`"),
    "a word": (setting("abc"), "should be a list of `setting: value`"),
    "a key twice": (setting("seed: 1\nseed: 2"), "stands twice"),
    "an open bracket": (setting("a: ["), "not valid YAML"),
    "brackets": (setting("title: " + "[" * 10_000), "nested more than 100 deep"),
    "a cycle": (setting("aliases: &a [*a]"), "holds itself"),
    "laughs": (setting("aliases:\n- &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"- &{'abcdefghi'[n + 1]} [{','.join(['*' + 'abcdefghi'[n]] * 10)}]\n" for n in range(7))), "every alias written out"),
    "an unknown anchor": (setting("title: *a"), "not valid YAML"),
    "a tag": (setting("aliases: !!python/object/apply:os.system [ls]"), "not valid YAML"),
    "a tab": (setting("title: a\n\tb: c"), "not valid YAML"),
    "NUL": (setting("title: a\0b"), "not valid YAML"),
    "NUL as an escape": (setting(r'title: "a\0b"'), "holds U+0000"),
    "half a sign": (setting(r'title: "\ud800"'), "holds U+D800"),
    "half a sign in a list": (setting(r'aliases: [x, "\udfff"]'), "holds U+DFFF"),
    "half a sign in a key": (setting(r'"\ud800": x'), "holds U+D800"),
    "UTF-16": (put("study.yaml", "seed: 1".encode("utf-16")), "not valid YAML"),
    "Latin-1": (put("study.yaml", b"title: caf\xe9"), "not valid YAML"),
    "a picture": (put("study.yaml", b"\x89PNG\r\n\x1a\n\0\0"), "not valid YAML"),
    "a pipe": (pipe("study.yaml"), "has no study.yaml"),
    "an endless link": (endless("study.yaml"), "has no study.yaml"),
    "a folder": (folder("study.yaml"), "has no study.yaml"),
    "a seed below 0": (setting("seed: -1"), "'seed'"),
    "a seed beyond 32 bits": (setting("seed: 4294967296"), "'seed'"),
    "a seed with a part": (setting("seed: 1.5"), "'seed'"),
    "a seed of 5,000 digits": (setting("seed: " + "9" * 5000), "'seed'"),
    "an endless seed": (setting("seed: 1e400"), "'seed'"),
    "no seed": (setting("seed: null"), "'seed'"),
    "a true seed": (setting("seed: true"), "'seed'"),
    "a quoted seed": (setting('seed: "1"'), "'seed'"),
    "few replicates": (setting("replicates: 19"), "'replicates'"),
    "replicates without bound": (setting("replicates: 100000000000"), "'replicates'"),
    "a level of 0": (setting("level: 0"), "'level'"),
    "a level of 95": (setting("level: 95"), "'level'"),
    "a level that is none": (setting("level: .nan"), "'level'"),
    "a threshold of nan": (setting("threshold: .nan"), "'threshold'"),
    "a threshold of inf": (setting("threshold: .inf"), "'threshold'"),
    "a threshold of 0": (setting("threshold: 0"), "'threshold'"),
    "a threshold beyond the tree": (setting("threshold: 1.5\nmethod: average"), "threshold"),
    "a threshold below 0": (setting("threshold: -1"), "'threshold'"),
    "a min_size of 1": (setting("min_size: 1"), "'min_size'"),
    "an unknown method": (setting("method: ward"), "'method'"),
    "an unknown criterion": (setting("criterion: best"), "'criterion'"),
    "an unknown voice": (setting("voices: [mayor]"), "'voices'"),
    "one alias": (setting("aliases: Lee"), "write `aliases: [Lee]`"),
    "an empty alias": (setting("aliases: ['']"), "'aliases'"),
    "a subject that is a list": (setting("subject: [Ann, Lee]"), "'subject'"),
    "columns of files": (setting("columns: {text: body}"), "'columns'"),
    "an unknown form of tables": (setting("table_format: xlsx"), "'table_format'"),
    "an unknown embedding": (setting("embedding: word2vec"), "'embedding'"),
    "a model that is not there": (setting("embedding: nobody/nothing"), "embedding"),
    "an edition of files that are one": (both(setting("edition: x"), put("articles.csv", "article_id,file,edition\nnorth,articles/north.txt,y\n")), "no article has the edition 'x'"),
    "no file of the codebook": (setting("codebook: theirs.yaml"), "there is no codebook"),
    "a codebook without a name": (setting("codebook: ''"), "'codebook'"),
    "a codebook outside": (setting("codebook: ../b.yaml"), "lies outside the study"),
}  # fmt: skip

GIVEN = {
    "no such name": (["-p", "sed", "1"], "did you mean 'seed'"),
    "twice": (["-p", "seed", "1", "-p", "seed", "2"], "given twice"),
    "brackets": (["-p", "aliases", "[" * 10_000], "is not YAML"),
    "a cycle": (["-p", "aliases", "&a [*a]"], "is not YAML"),
    "a key twice": (["-p", "columns", "{a: b, a: c}"], "stands twice"),
    "5,000 digits": (["-p", "seed", "9" * 5000], "is not YAML"),
    "no number": (["-p", "seed", "one"], "must be integer"),
    "nan": (["-p", "threshold", "nan"], "'threshold'"),
    "inf": (["-p", "level", "inf"], "'level'"),
    "replicates without bound": (["-p", "replicates", "1000000000"], "'replicates'"),
    "half a sign": (["-p", "subject", "\udcff"], "holds U+DCFF"),
    "NUL": (["-p", "subject", "a\0b"], "holds U+0000"),
    "half a sign in a list": (["-p", "aliases", "['\udcff']"], ""),
    "null": (["-p", "seed", "null"], "cannot be null"),
    "an unknown profile": (["--profile", "slrum"], "did you mean 'slurm'"),
    "no cores": (["--cores", "0"], "not in the range"),
    "results that are a file": (["--results", __file__], "cannot be written to"),
}  # fmt: skip

LIST = "article_id,file\n"
ARTICLES = {
    "empty": (put("articles/north.txt", ""), "article is empty"),
    "white space": (put("articles/north.txt", " \n\t\u00a0"), "article is empty"),
    "NUL": (put("articles/north.txt", "a\0b"), "NUL byte"),
    "half a sign": (put("articles/north.txt", b"\xed\xa0\x80 said Lee"), "not UTF-8"),
    "a pipe": (pipe("articles/north.txt"), "pipe or a device"),
    "a device": (device("articles/north.txt"), "lies outside the study"),
    "an endless link": (endless("articles/north.txt"), "Too many levels"),
    "a broken link": (dangling("articles/north.txt"), "No such file"),
    "a page without text": (put("articles/n.html", "<html><body></body></html>"), "no article was found"),
    "a page nested without end": (put("articles/n.html", "<div>" * 5000 + "It rained."), "the page is no article"),
    "a name that is not UTF-8": (bytes_name(b"\xff.txt"), "byte that is not UTF-8"),
    "a name that colours": (bytes_name(b"a\x1b[31m.txt"), "holds U+001B"),
    "a name of blanks": (bytes_name(b" .txt"), "no id"),
    "a reserved name": (bytes_name(b"none.txt"), "means no article"),
    "two of one name": (put("articles/north.html", "<p>It rained.</p>"), "would have one id"),
    "a list that is a pipe": (pipe("articles.csv"), "no file that can be read"),
    "a list that is a folder": (folder("articles.csv"), "no file that can be read"),
    "a list that is an endless link": (endless("articles.csv"), "no file that can be read"),
    "a list that is a broken link": (dangling("articles.csv"), "no file that can be read"),
    "a table that is a pipe": (pipe("articles.jsonl"), "no file that can be read"),
    "a table that is a broken link": (dangling("articles.parquet"), "no file that can be read"),
    "a list of nothing": (put("articles.csv", LIST), "list of articles is empty"),
    "a list with bytes": (put("articles.csv", LIST.encode() + b"\xff,articles/north.txt\n"), "is not UTF-8: byte 0xff"),
    "a list with an id twice": (put("articles.csv", LIST + "a,articles/north.txt\na,articles/south.txt\n"), "stands in rows"),
    "a list without a file": (put("articles.csv", LIST + "a,articles/east.txt\n"), "not in the list"),
    "a list that leaves one out": (put("articles.csv", LIST + "a,articles/north.txt\n"), "not in the list"),
    "a list of a file elsewhere": (put("articles.csv", LIST + "a,/etc/hostname\n"), "lies outside the study"),
    "a list of a folder": (put("articles.csv", LIST + "a,.\n"), "Is a directory"),
    "a list with another sum": (put("articles.csv", "article_id,file,sha256\n" + "".join(
        f"{name},articles/{name}.txt,{'0' * 64}\n" for name in ("north", "south", "west"))), "not the one listed"),
    "a list with no date": (put("articles.csv", "article_id,file,date\n" + "".join(
        f"{name},articles/{name}.txt,soon\n" for name in ("north", "south", "west"))), "soon"),
    "a table without text": (put("articles.jsonl", '{"title": "x"}\n'), "lacks the column 'text'"),
    "a table of no JSON": (put("articles.jsonl", "{"), "not JSON"),
    "a table of lists": (put("articles.jsonl", "[1]\n"), "not a JSON object"),
    "a table of brackets": (put("articles.jsonl", "[" * 100_000), "not JSON"),
    "a table with 5,000 digits": (put("articles.jsonl", '{"text": ' + "9" * 5000 + "}\n"), "not JSON"),
    "a table with half a sign": (put("articles.jsonl", r'{"text": "\ud800"}' + "\n"), "half a sign"),
    "a table with half a title": (put("articles.jsonl", r'{"text": "It rained.", "title": "\ud800"}' + "\n"), "title"),
    "a table with half an id": (put("articles.jsonl", r'{"text": "It rained.", "article_id": "\udfff"}' + "\n"), "half a sign U+DFFF"),
    "a table with NUL in an outlet": (put("articles.jsonl", r'{"text": "It rained.", "outlet": "a\u0000b"}' + "\n"), "outlet"),
    "a table with a key twice": (put("articles.jsonl", '{"text": "a", "text": "b"}\n'), "stands twice"),
    "no Parquet": (put("articles.parquet", b"PAR1"), "no Parquet"),
}  # fmt: skip


def book(text):
    return put("codebook.yaml", text)


def patterns(text):
    return book(f"themes: {{a: {{patterns: {text}}}}}\n")


CODEBOOK = {
    "empty": (book(""), "the codebook is empty"),
    "a list": (book("- a"), "the codebook is empty"),
    "no themes": (book("title: x\nthemes: {}"), "no themes"),
    "themes in a list": (book("themes: [a]"), "no themes"),
    "a theme that is a word": (book("themes: {a: x}"), "should be a mapping"),
    "a theme without patterns": (book("themes: {a: {description: x}}"), "has no patterns"),
    "an unknown key": (book("themes: {a: {pattern: [x]}}"), "did you mean 'patterns'"),
    "patterns that are a word": (patterns("x"), "are lists"),
    "patterns that are a mapping": (patterns("{x: y}"), "are lists"),
    "examples that are a word": (book("themes: {a: {examples: x, patterns: [y]}}"), "are lists"),
    "a description that is a list": (book("themes: {a: {description: [x], patterns: [y]}}"), "should be text"),
    "notes that are a mapping": (book("themes: {a: {notes: {x: z}, patterns: [y]}}"), "should be text"),
    "a title that is a list": (book("title: [x]\nthemes: {a: {patterns: [y]}}"), "should be text"),
    "an empty pattern": (patterns("['']"), "is empty"),
    "a pattern twice": (patterns("[x, x]"), "twice"),
    "an unknown kind": (patterns("[{glub: x}]"), "did you mean 'glob'"),
    "two kinds": (patterns("[{glob: x, fixed: y}]"), "should have one key"),
    "a broken expression": (patterns("[{regex: '('}]"), "is broken"),
    "an expression that calls itself": (patterns("[{regex: '(?R)a|b'}]"), "calls itself"),
    "an expression that repeats": (patterns("[{regex: '(?:(?:a?){1000}){1000}'}]"), "repeats a part"),
    "an expression of brackets": (patterns("[{regex: '" + "(" * 3000 + "'}]"), "brackets more than"),
    "a long expression": (patterns("[{regex: '" + "a" * 10_001 + "'}]"), "has more than 10,000"),
    "a word of a megabyte": (patterns("[" + "x" * 10**6 + "]"), "a pattern of 1,000,000 characters"),
    "a name of a megabyte": (book("themes: {? " + "x" * 10**6 + " : {patterns: [x]}}"), "a name of 1,000,000 characters"),
    "near nothing": (patterns("[{near: [a], within: 2}]"), "should list two patterns"),
    "near within 0": (patterns("[{near: [a, b], within: 0}]"), "needs `within`"),
    "near within too much": (patterns("[{near: [a, b], within: 99999999999999999999999}]"), "needs `within`"),
    "ordered perhaps": (patterns("[{near: [a, b], within: 2, ordered: perhaps}]"), "is true or false"),
    "within alone": (patterns("[{glob: a, within: 2}]"), "without `near`"),
    "exclusions that are a word": (patterns("[{glob: a, exclude: b}]"), "should be a list"),
    "a slash": (book("themes: {a/b: {patterns: [x]}}"), "in its name"),
    "a star": (book("themes: {'*': {patterns: [x]}}"), "cannot be called '*'"),
    "no name": (book("themes: {'': {patterns: [x]}}"), "blank name"),
    "a theme twice": (book("themes: {a: {patterns: [x]}, a: {patterns: [y]}}"), "stands twice"),
    "half a sign": (book(r'themes: {"\ud800": {patterns: [x]}}'), "holds U+D800"),
    "half a sign in a pattern": (patterns(r'["\udc00"]'), "holds U+DC00"),
    "NUL": (patterns(r'["a\0"]'), "holds U+0000"),
    "brackets": (book("[" * 10_000), "nested more than"),
    "nested without end": (book("themes: " + "".join(f"{{a{n}: {{themes: " for n in range(60))), "nested more than 100 deep"),
    "a cycle": (book("themes: &a {x: *a}"), "holds itself"),
    "equivalents in a list": (both(book("themes: {a: {patterns: [x]}}\nequivalents: [a]")), "equivalents"),
    "a pipe": (pipe("codebook.yaml"), "pipe or a device"),
    "a device": (device("codebook.yaml"), "lies outside the study"),
    "an endless link": (endless("codebook.yaml"), "Too many levels"),
    "a folder": (folder("codebook.yaml"), "cannot be read"),
    "a broken link": (dangling("codebook.yaml"), "there is no codebook"),
}  # fmt: skip


def args(text):
    return put("arguments.yaml", text)


ARGUMENTS = {
    "a list": (args("- a"), "no key `arguments`"),
    "a word": (args("arguments: abc"), "should be a list"),
    "no label": (args("arguments: [{description: x}]"), "label"),
    "a label that is a mapping": (args("arguments: [{label: {a: b}, description: x}]"), "should be text"),
    "none": (args("arguments: [{label: none, description: x}]"), "cannot be called 'none'"),
    "twice": (args("arguments: [{label: a, description: x}, {label: A, description: y}]"), "A"),
    "nothing said": (args("arguments: [{label: a}]"), "a"),
    "a cycle": (args("arguments: &a [*a]"), "holds itself"),
    "half a sign": (args(r'arguments: [{label: "\ud800", description: x}]'), "holds U+D800"),
    "a pipe": (pipe("arguments.yaml"), "pipe or a device"),
    "an endless link": (endless("arguments.yaml"), "Too many levels"),
    "a broken link": (dangling("arguments.yaml"), "there is no file of given arguments"),
    "a folder": (folder("arguments.yaml"), "this is a folder"),
}

HEAD = "edition,article_id,start,end,voice\n"


def voices(row, head=HEAD):
    return put("coding/voices.csv", head + row)


CODING = {
    "nothing": (voices("", ""), "cannot be read"),
    "UTF-16": (put("coding/voices.csv", HEAD.encode("utf-16")), "cannot be read"),
    "bytes": (put("coding/voices.csv", HEAD.encode() + b",north\xff,0,2,subject\n"), "cannot be read"),
    "an open quotation mark": (voices('"north,0,2,subject\n'), "cannot be read"),
    "no columns": (voices("", "edition,article_id\n"), "lacks the column"),
    "another header": (voices(",north,0,2\n", "edition,article,start,end\n"), "lacks the column"),
    "a column twice": (voices(",north,0,2,x,y\n", "edition,article_id,start,end,voice,start\n"), "2 columns are called 'start'"),
    "a short row": (voices(",north,0\n"), "should hold a number"),
    "a long row": (voices(",north,0,2,subject,x,y\n"), "should hold a number"),
    "a word for a number": (voices(",north,zero,2,subject\n"), "'zero'"),
    "below 0": (voices(",north,-5,2,subject\n"), "'-5'"),
    "a part of a character": (voices(",north,0.5,2,subject\n"), "'0.5'"),
    "inf": (voices(",north,0,inf,subject\n"), "'inf'"),
    "nan": (voices(",north,nan,2,subject\n"), "'nan'"),
    "beyond all texts": (voices(",north,0,99999999999999999999,subject\n"), "'99999999999999999999'"),
    "backward": (voices(",north,9,2,subject\n"), "ends before it begins"),
    "a pipe": (pipe("coding/voices.csv"), "pipe or a device"),
    "an endless link": (endless("coding/voices.csv"), "Too many levels"),
    "a folder": (folder("coding/voices.csv"), "cannot be read"),
    "a broken link": (dangling("coding/voices.csv"), "cannot be read"),
    "checked hits without columns": (put("coding/hits.csv", "a,b\n1,2\n"), "lacks the column"),
    "themes without columns": (put("coding/themes.csv", HEAD + ",north,0,2,x\n"), "lacks the column 'themes'"),
    "arguments without columns": (put("coding/arguments.csv", HEAD + ",north,0,2,x\n"), "lacks the column 'argument'"),
}  # fmt: skip
