"""dcat.jsonld: the extract as an entry of a data portal, after DCAT-AP.de 3.0.

Publisher's identifier and address at the portal are the Kreis' own: settings `contributor_id` and `catalog_url`.
Without them the record carries a placeholder that no portal takes for real.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.extracts.about import Summary
from pipelines.extracts.notices import NOTICES
from pipelines.extracts.origin import Origin
from pipelines.extracts.readme import months_of
from pipelines.extracts.wording import say

PLACEHOLDER = "BITTE-EINTRAGEN"
EU = "http://publications.europa.eu/resource/authority"
DE = "http://dcat-ap.de/def"
IANA = "https://www.iana.org/assignments/media-types"
LICENCE = f"{DE}/licenses/dl-by-de/2.0"
# By a file's ending: the EU's and IANA's name of the kind of file.
MEDIA = {
    "csv": ("CSV", "text/csv"),
    "xlsx": ("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "parquet": ("PARQUET", "application/vnd.apache.parquet"),
    "zip": ("ZIP", "application/zip"),
}
LANGUAGES = {"de": f"{EU}/language/DEU", "en": f"{EU}/language/ENG"}
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dcatde": "http://dcat-ap.de/def/dcatde/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass(frozen=True)
class Catalogue:
    """Where and by whom the extract is offered; empty: not known yet. `address`: a web address without trailing /."""

    contributor_id: str = ""
    address: str = ""

    @property
    def is_known(self) -> bool:
        """Whether both are told."""
        return bool(self.contributor_id and self.address)

    @property
    def base(self) -> str:
        """The address under which the files lie."""
        return self.address or f"https://example.org/{PLACEHOLDER}"

    @property
    def contributor(self) -> str:
        """The publisher's identifier at GovData as an address."""
        return f"{DE}/contributors/{self.contributor_id or PLACEHOLDER}"


UNKNOWN = Catalogue()


def record_bytes(origin: Origin, tables: Sequence[Summary], pattern: str, catalogue: Catalogue, language: str) -> bytes:
    """The record as JSON-LD: one dataset, one distribution per table and one for the offers.

    `pattern`: where the file of a relation lies, in one form, e.g. `rfc4180/{}.csv`.
    """
    nodes = [_catalog(origin, catalogue, language), _dataset(origin, tables, catalogue, language)]
    nodes += [_distribution(table, pattern, catalogue, language) for table in tables]
    if _has_offers(tables):
        nodes.append(_offers(catalogue, language))
    return (json.dumps({"@context": CONTEXT, "@graph": nodes}, ensure_ascii=False, indent=1) + "\n").encode()


def _has_offers(tables: Sequence[Summary]) -> bool:
    return any(table.contract.relation == "offer" for table in tables)


def _catalog(origin: Origin, catalogue: Catalogue, language: str) -> dict[str, Any]:
    return {
        "@id": f"{catalogue.base}/#katalog",
        "@type": "dcat:Catalog",
        "dct:title": _text(say(language, "package.title", kreis=origin.kreis_name), language),
        "dct:description": _text(say(language, "package.description"), language),
        "dct:publisher": _publisher(origin, catalogue),
        "dcat:dataset": {"@id": _dataset_id(catalogue)},
    }


def _dataset(origin: Origin, tables: Sequence[Summary], catalogue: Catalogue, language: str) -> dict[str, Any]:
    ids = [f"{catalogue.base}/#{table.contract.relation}" for table in tables]
    if _has_offers(tables):
        ids.append(f"{catalogue.base}/#hsds")
    return {
        "@id": _dataset_id(catalogue),
        "@type": "dcat:Dataset",
        "dct:identifier": f"bedarfsatlas-{origin.kreis_ags}",
        "dct:title": _text(say(language, "dcat.title", kreis=origin.kreis_name), language),
        "dct:description": _text(_description(origin, language), language),
        "dct:publisher": _publisher(origin, catalogue),
        "dcat:contactPoint": {"@type": "vcard:Organization", "vcard:fn": origin.kreis_name},
        "dcatde:contributorID": {"@id": catalogue.contributor},
        "dcatde:politicalGeocodingLevelURI": {"@id": f"{DE}/politicalGeocoding/Level/administrativeDistrict"},
        "dcatde:politicalGeocodingURI": {"@id": f"{DE}/politicalGeocoding/districtKey/{origin.kreis_ags}"},
        "dct:spatial": {"@id": f"{DE}/politicalGeocoding/districtKey/{origin.kreis_ags}"},
        "dct:issued": _day(origin.built_at.date().isoformat()),
        "dct:modified": _day(origin.known_on.isoformat()),
        "dct:accrualPeriodicity": {"@id": f"{EU}/frequency/MONTHLY"},
        "dcat:theme": [{"@id": f"{EU}/data-theme/SOCI"}, {"@id": f"{EU}/data-theme/GOVE"}],
        "dcat:keyword": [_text(word, language) for word in say(language, "dcat.keywords").split(", ")],
        "dct:language": {"@id": LANGUAGES[language]},
        "dcat:version": origin.build_id,
        **_temporal(tables),
        "dcat:distribution": [{"@id": one} for one in ids],
    }  # fmt: skip


def _description(origin: Origin, language: str) -> str:
    """What it is, whether offers are invented, how it is protected."""
    synthetic = f"{say(language, 'example_title')}." if origin.is_example else ""
    protection = f"{say(language, 'about.protection')}: {say(language, f'protection.{origin.protection}')}."
    return " ".join(say(language, "dcat.description", synthetic=synthetic, protection=protection).split())


def _distribution(table: Summary, pattern: str, catalogue: Catalogue, language: str) -> dict[str, Any]:
    relation = table.contract.relation
    return {
        "@id": f"{catalogue.base}/#{relation}",
        "dct:title": _text(table.contract.title, language),
        "dct:description": _text(table.contract.meaning, language),
        **_access(f"{catalogue.base}/{pattern.format(relation)}", *MEDIA[pattern.rpartition(".")[2]]),
        **_licensed(language),
    }


def _offers(catalogue: Catalogue, language: str) -> dict[str, Any]:
    return {
        "@id": f"{catalogue.base}/#hsds",
        "dct:title": _text(say(language, "dcat.hsds"), language),
        **_access(f"{catalogue.base}/hsds/angebote.zip", *MEDIA["zip"]),
        **_licensed(language),
    }


def _access(url: str, kind: str, media: str) -> dict[str, Any]:
    return {
        "@type": "dcat:Distribution",
        "dcat:accessURL": {"@id": url},
        "dcat:downloadURL": {"@id": url},
        "dct:format": {"@id": f"{EU}/file-type/{kind}"},
        "dcat:mediaType": {"@id": f"{IANA}/{media}"},
    }


def _licensed(language: str) -> dict[str, Any]:
    return {
        "dct:license": {"@id": LICENCE},
        "dcatde:licenseAttributionByText": _text(" ".join(NOTICES), "de"),
        "dcatap:availability": {"@id": f"{EU}/planned-availability/AVAILABLE"},
        "dct:language": {"@id": LANGUAGES[language]},
    }


def _publisher(origin: Origin, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "@id": f"{catalogue.base}/#herausgeber",
        "@type": "foaf:Organization",
        "foaf:name": origin.kreis_name,
        "dct:type": {"@id": "http://purl.org/adms/publishertype/LocalAuthority"},
    }


def _temporal(tables: Sequence[Summary]) -> dict[str, Any]:
    months = months_of(tables)
    if months is None:
        return {}
    start, end = (_day(month.isoformat()) for month in months)
    return {"dct:temporal": {"@type": "dct:PeriodOfTime", "dcat:startDate": start, "dcat:endDate": end}}


def _dataset_id(catalogue: Catalogue) -> str:
    return f"{catalogue.base}/#datensatz"


def _text(value: str, language: str) -> dict[str, str]:
    return {"@value": value, "@language": language}


def _day(value: str) -> dict[str, str]:
    return {"@value": value, "@type": "xsd:date"}
