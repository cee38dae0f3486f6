"""The record for a data portal parses as RDF and has what DCAT-AP.de asks for."""

from __future__ import annotations

import duckdb
import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, XSD

from pipelines.contracts import CONTRACTS
from pipelines.extracts.catalogue import PLACEHOLDER, Catalogue
from pipelines.extracts.files import OFFERS, RECORD, Wish, files

DCATDE = Namespace("http://dcat-ap.de/def/dcatde/")
EU = "http://publications.europa.eu/resource/authority"
# Mandatory and, for a record that a German portal can use, recommended: DCAT-AP.de 3.0 with its handbook.
DATASET = (
    DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCTERMS.identifier, DCTERMS.issued, DCTERMS.modified,
    DCTERMS.spatial, DCTERMS.temporal, DCTERMS.accrualPeriodicity, DCAT.theme, DCAT.keyword, DCAT.contactPoint,
    DCAT.distribution, DCATDE.contributorID, DCATDE.politicalGeocodingURI, DCATDE.politicalGeocodingLevelURI,
)  # fmt: skip
DISTRIBUTION = (
    DCTERMS.title, DCAT.accessURL, DCAT.downloadURL, DCTERMS.license, DCTERMS["format"], DCAT.mediaType,
    DCATDE.licenseAttributionByText,
)  # fmt: skip


@pytest.fixture(scope="module")
def graph(out) -> Graph:
    return Graph().parse(out / RECORD, format="json-ld")


def test_the_dataset_has_every_property_asked_for(graph):
    [dataset] = graph.subjects(RDF.type, DCAT.Dataset)
    assert [name for name in DATASET if graph.value(dataset, name) is None and not list(graph[dataset:name])] == []
    assert graph.value(dataset, DCATDE.politicalGeocodingURI) == URIRef(
        "http://dcat-ap.de/def/politicalGeocoding/districtKey/05566"
    )
    assert graph.value(dataset, DCTERMS.accrualPeriodicity) == URIRef(f"{EU}/frequency/MONTHLY")
    assert graph.value(dataset, DCTERMS.modified) == Literal("2026-11-22", datatype=XSD.date)
    period = graph.value(dataset, DCTERMS.temporal)
    assert graph.value(period, DCAT.startDate) == Literal("2015-01-01", datatype=XSD.date)
    assert "Angebote erfunden" in graph.value(dataset, DCTERMS.description)
    publisher = graph.value(dataset, DCTERMS.publisher)
    assert graph.value(publisher, FOAF.name) == Literal("Kreis Steinfurt")


def test_the_catalogue_leads_to_the_dataset(graph):
    [catalogue] = graph.subjects(RDF.type, DCAT.Catalog)
    [dataset] = graph.subjects(RDF.type, DCAT.Dataset)
    assert (catalogue, DCAT.dataset, dataset) in graph
    assert None not in [
        graph.value(catalogue, name) for name in (DCTERMS.title, DCTERMS.description, DCTERMS.publisher)
    ]


def test_every_distribution_is_a_file_of_the_extract_with_a_licence_of_the_vocabulary(graph, out):
    [dataset] = graph.subjects(RDF.type, DCAT.Dataset)
    found = list(graph.objects(dataset, DCAT.distribution))
    assert len(found) == len(CONTRACTS) + 3  # dictionary, facts, offers
    for one in found:
        assert [name for name in DISTRIBUTION if graph.value(one, name) is None] == []
        path = str(graph.value(one, DCAT.downloadURL)).removeprefix(f"https://example.org/{PLACEHOLDER}/")
        assert (out / path).is_file()
        assert str(graph.value(one, DCTERMS.license)) == "http://dcat-ap.de/def/licenses/dl-by-de/2.0"
    assert (out / OFFERS).is_file()


def test_what_nobody_has_told_is_a_placeholder_that_shows(graph, out):
    [dataset] = graph.subjects(RDF.type, DCAT.Dataset)
    assert str(graph.value(dataset, DCATDE.contributorID)).endswith(PLACEHOLDER)
    assert "vor der Meldung eintragen" in (out / "LIESMICH.txt").read_text("utf-8-sig")


def test_what_the_kreis_has_told_stands_in_the_record(cursor: duckdb.DuckDBPyConnection):
    wish = Wish(
        forms=("xlsx",), relations=("category",), catalogue=Catalogue("kreisSteinfurt", "https://daten.example.de/b")
    )
    told = dict(files(cursor, wish))
    graph = Graph().parse(data=told[RECORD], format="json-ld")
    [dataset] = graph.subjects(RDF.type, DCAT.Dataset)
    assert str(graph.value(dataset, DCATDE.contributorID)) == "http://dcat-ap.de/def/contributors/kreisSteinfurt"
    urls = {str(url) for url in graph.objects(None, DCAT.downloadURL)}
    assert "https://daten.example.de/b/xlsx/category.xlsx" in urls
    assert PLACEHOLDER not in told[RECORD].decode()
