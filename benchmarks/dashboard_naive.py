"""The rival: one page as a planner's programmer would write it in an afternoon, with the same selection and figures.

Plotly Express, the geometry inside the figure, each query asked when it is needed.
"""

import json
import os
from itertools import pairwise
from pathlib import Path

import duckdb
import pandas as pd
import plotly.express as px
import streamlit as st

# Without an empty world of its own the map would wait for one from the internet.
OFFLINE = {"topojsonURL": 'data:application/json,{"type":"Topology","objects":{},"arcs":[]}#'}


def query(sql: str, *values: str) -> pd.DataFrame:
    curated = Path(os.environ["BEDARFSATLAS_DATA"]) / "curated"
    file = curated / (curated / "latest").read_text().strip() / "curated.duckdb"
    with duckdb.connect() as connection:
        connection.execute(f"attach '{file}' as snapshot (read_only)")
        connection.execute("use snapshot")
        return connection.execute(sql, values).df()


def clockwise(ring: list) -> list:
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
    return ring if area < 0 else ring[::-1]


def geometry() -> dict:
    rows = query(
        "select b.ags, b.geometry from curated.boundary b join curated.municipality m using (ags) where in_kreis"
    )
    features = []
    for ags, text in zip(rows["ags"], rows["geometry"], strict=True):
        shape = json.loads(text)
        if shape["type"] == "Polygon":
            shape["coordinates"] = [clockwise(ring) for ring in shape["coordinates"]]
        else:
            shape["coordinates"] = [[clockwise(ring) for ring in polygon] for polygon in shape["coordinates"]]
        features.append({"type": "Feature", "id": ags, "properties": {}, "geometry": shape})
    return {"type": "FeatureCollection", "features": features}


st.set_page_config(page_title="Bedarf und Angebot", layout="wide")
months = query("select strftime(month, '%Y-%m') as month from curated.month order by month desc")["month"].tolist()
categories = query("select category, name_de from curated.category where gap_mode = 'gap' order by name_de")
names = dict(zip(categories["category"], categories["name_de"], strict=True))
towns = query("select ags, name from curated.municipality where in_kreis order by name")
town_names = {"": "Kreis"} | dict(zip(towns["ags"], towns["name"], strict=True))

left, middle, right = st.columns(3)
month = left.selectbox("Monat", months, months.index("2018-01"), key="monat", bind="query-params")
codes = list(names)
category = middle.selectbox("Kategorie", codes, codes.index("SPR-IK"), key="kategorie", bind="query-params")
town = right.selectbox("Gemeinde", list(town_names), key="gemeinde", bind="query-params")

gaps = query(
    "select m.name, g.* from curated.gap g join curated.municipality m using (ags) where month = ?", f"{month}-01"
)
own = gaps[gaps["category"] == category]
people = query("select sum(persons) as n from curated.stock where month = ? and persons is not null", f"{month}-01")
short = int((own["answer"] == "certainly_short").sum())
st.title(f"{names[category]}: Lücken im {month}")
st.markdown(f"In **{short} von {len(own)}** Gemeinden reicht das Angebot sicher nicht.", help=town_names[town])
figures = st.columns(4)
figures[0].metric("Menschen", people["n"].fillna(0).iloc[0])
figures[1].metric("Lücke", own["shared_gap"].sum().round())
figures[2].metric("Bedarf", own["need"].sum().round())
figures[3].metric("Angebot", own["local_supply"].sum().round())

heat = px.imshow(gaps.pivot(index="name", columns="category", values="shared_gap"), text_auto=".0f", aspect="auto")
st.plotly_chart(heat.update_layout(height=700), key="heat")
left, right = st.columns(2)
area = px.choropleth(
    own, geojson=geometry(), locations="ags", color="shared_gap", hover_name="name", projection="mercator"
)
left.plotly_chart(area.update_geos(fitbounds="locations", visible=False), key="map", config=OFFLINE)
bars = px.bar(own.sort_values("shared_gap"), x=["local_gap", "shared_gap"], y="name", barmode="group", height=700)
right.plotly_chart(bars, key="ranking")
st.dataframe(gaps)
st.dataframe(own)
