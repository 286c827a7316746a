"""A run as an RO-Crate: what was made, from what, by which program and with which settings, as archives read it.

All of it stands in the manifest of the run; nothing is measured or guessed here. The crate follows RO-Crate 1.1 and the profile
Process Run Crate 0.5 (Leo et al. 2024, "Recording provenance of workflow runs with RO-Crate", PLOS ONE 19(9)).
"""

from __future__ import annotations

import json
import mimetypes
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from retold.errors import ResultsError
from retold.files import complete_file
from retold.study.graph import MANIFEST_FILE
from retold.study.machine import name_machines
from retold.study.manifest import check_manifest, name_code

CRATE_FILE = "ro-crate-metadata.json"
PROFILE = "https://w3id.org/ro/wfrun/process/0.5"
SPECIFICATION = "https://w3id.org/ro/crate/1.1"
# Words that the context of RO-Crate 1.1 does not hold.
CONTEXT = [f"{SPECIFICATION}/context", {"sha256": "http://schema.org/sha256"}]

# Kinds of files that not every machine's list knows.
KINDS = {
    ".csv": "text/csv",
    ".ipynb": "application/x-ipynb+json",
    ".json": "application/json",
    ".md": "text/markdown",
    ".parquet": "application/vnd.apache.parquet",
    ".py": "text/x-python",
    ".svg": "image/svg+xml",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
}
UNKNOWN_KIND = "application/octet-stream"

NO_LICENCE = {
    "@id": "#licence",
    "@type": "CreativeWork",
    "name": "no licence is stated",
    "description": "Whoever holds the texts and the coding decides; ask before passing anything on.",
}

Entity = dict[str, Any]


def write_crate(results: Path, *, title: str, description: str, edition: str, licence: str = "") -> Path:
    """Write the description of a finished run into its results folder, which becomes a crate.

    Parameters
    ----------
    results : path
        The results folder.
    title, description : str
        What the study says of itself.
    edition : str
        Which edition of the texts the results rest on, in a sentence.
    licence : str
        Address of the licence that the results are under; "" if none is stated.

    Returns
    -------
    pathlib.Path
        The file, `CRATE_FILE`.

    Raises
    ------
    ResultsError
        If there is no finished run, or a file is no longer what the run wrote.
    """
    manifest = _read_manifest(results / MANIFEST_FILE)
    altered = check_manifest(manifest, results)
    if len(altered):
        first = altered.iloc[0]
        raise ResultsError(
            f"{first['name']} is not the file that the run wrote: {first['verdict']}",
            where=results,
            todo="run the study again, then describe it",
        )
    head = {"title": title, "description": f"{description} {edition}".strip()}
    crate = build_crate(manifest, **head, licence=licence)
    with complete_file(results / CRATE_FILE, "the description of the run") as aside:
        aside.write_text(json.dumps(crate, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return results / CRATE_FILE


def _read_manifest(path: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ResultsError(
            "there is no finished run to describe", where=path, todo="run the study first"
        ) from error
    return manifest


def build_crate(
    manifest: Mapping[str, Any], *, title: str, description: str, licence: str = ""
) -> dict[str, Any]:
    """Return a run as JSON-LD: one action, with what it used, what it made, and what it was made with.

    Parameters
    ----------
    manifest : mapping
        As `retold.study.manifest.build_manifest` returns it.
    title, description : str
        Of the crate; the title stands in for an empty description.
    licence : str
        Its address; "" if none is stated.

    Returns
    -------
    dict
        ``@context`` and ``@graph``; every entity that is referred to is in the graph.
    """
    made = [_file(name, told) for name, told in sorted(manifest["outputs"].items())]
    # What was read lies outside the results folder, so that the crate describes it and does not hold it.
    used = [_input(name, told) for name, told in sorted(manifest["inputs"].items())]
    parameters = [_parameter(name, value) for name, value in sorted(manifest["parameters"].items())]
    packages = list(_packages(manifest["versions"]))
    program = _program(manifest, packages)
    rights = {"@id": licence, "@type": "CreativeWork", "name": licence} if licence else NO_LICENCE
    manifest_file = {"@id": MANIFEST_FILE, "@type": "File", "name": "what went in, what came out, by SHA-256"}
    manifest_file["encodingFormat"] = KINDS[".json"]
    root = {
        "@id": "./",
        "@type": "Dataset",
        "conformsTo": _refer(PROFILE),
        "name": title,
        "description": description or title,
        "datePublished": manifest["finished"],
        "license": _refer(rights["@id"]),
        "hasPart": [_refer(entity["@id"]) for entity in [*made, manifest_file]],
        "mentions": _refer("#run"),
    }
    action = {
        "@id": "#run",
        "@type": "CreateAction",
        "name": f"Run of {title}",
        "description": f"Computed on {name_machines(manifest['machines'])}; {manifest['versions']['platform']}.",
        "instrument": _refer(program["@id"]),
        "object": [_refer(entity["@id"]) for entity in [*used, *parameters]],
        "result": [_refer(entity["@id"]) for entity in made],
        "endTime": manifest["finished"],
        "actionStatus": "http://schema.org/CompletedActionStatus",
    }
    profile = {"@id": PROFILE, "@type": "CreativeWork", "name": "Process Run Crate", "version": "0.5"}
    graph = [_descriptor(), root, action, program, *made, manifest_file, *used, *parameters, *packages]
    return {"@context": CONTEXT, "@graph": [*graph, rights, profile]}


def _refer(name: str) -> dict[str, str]:
    return {"@id": name}


def _descriptor() -> Entity:
    return {
        "@id": CRATE_FILE,
        "@type": "CreativeWork",
        "about": _refer("./"),
        "conformsTo": _refer(SPECIFICATION),
    }


def _file(name: str, told: Mapping[str, Any]) -> Entity:
    return {
        "@id": _address(name),
        "@type": "File",
        "name": name,
        "encodingFormat": _kind(name),
        "contentSize": str(told["size"]),
        "sha256": told["sha256"],
    }


def _input(name: str, told: Mapping[str, Any]) -> Entity:
    return {**_file(name, told), "@id": f"#input/{_address(name)}", "@type": "CreativeWork"}


def _address(name: str) -> str:
    """Return a relative name as an address: any sign may stand in a file's name, not in an address."""
    return quote(name)


def _kind(name: str) -> str:
    return KINDS.get(Path(name).suffix.lower()) or mimetypes.guess_type(name)[0] or UNKNOWN_KIND


def _parameter(name: str, value: object) -> Entity:
    said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return {"@id": f"#parameter/{_address(name)}", "@type": "PropertyValue", "name": name, "value": said}


def _packages(versions: Mapping[str, Any]) -> Iterator[Entity]:
    named = {"python": versions["python"], **versions["packages"]}
    for name, version in sorted(named.items()):
        if name != "retold" and version:
            yield {
                "@id": f"#package/{name}",
                "@type": "SoftwareApplication",
                "name": name,
                "softwareVersion": version,
            }


def _program(manifest: Mapping[str, Any], packages: list[Entity]) -> Entity:
    version = manifest["versions"]["packages"].get("retold") or "unknown"
    return {
        "@id": "#retold",
        "@type": "SoftwareApplication",
        "name": "retold",
        "softwareVersion": name_code(version, manifest["git"]).removeprefix("retold "),
        "softwareRequirements": [_refer(package["@id"]) for package in packages],
    }
