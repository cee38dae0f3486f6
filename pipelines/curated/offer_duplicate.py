"""curated.offer_duplicate: offers that may be one and the same, and what was decided about them."""

from __future__ import annotations

import duckdb
import numpy as np
import pandas as pd

from pipelines.planning.duplicates import Agreement, Offers, agreement, candidates, kept

READS = ("clean.offer_inventory", "clean.offer_decision", "curated.municipality")
NAMES = ["offer_a", "offer_b", "score", "reason", "decision", "decided_on", "note", "kept", "is_synthetic"]
NO_END = 10**6

# The offers of curated.offer, which needs to know what was decided here.
_OFFERS = """
    select
        o.offer_id, o.category, o.ags, any_value(seat.name) as town, o.area, o.name, o.provider,
        coalesce(o.contact, '') as contact, o.capacity, o.is_synthetic,
        date_diff('day', date '1970-01-01', o.valid_from) as starts,
        date_diff('day', date '1970-01-01', coalesce(o.valid_to, case o.status when 'ended' then o.as_of end)) as ends,
        date_diff('day', date '1970-01-01', o.as_of) as stated
    from clean.offer_inventory as o
    inner join curated.municipality as seat on o.ags = seat.ags
    inner join curated.municipality as m
        on o.ags = m.ags or (o.area <> 'kreis' and o.area like '%' || m.ags || '%')
    where m.in_kreis
    group by all
    order by o.offer_id
"""

SAID = {
    "name": ("", "Name zu {} % gleich"),
    "place": ("anderer Ort", "Ort gleich"),
    "provider": ("Träger verschieden", "Träger zu {} % gleich"),
    "capacity": ("Kapazität verschieden", "Kapazität gleich"),
    "start": ("Beginn verschieden", "Beginn gleich"),
    "contact": ("Kontakt verschieden", "Kontakt gleich"),
}
UNSURE = {"capacity": "Kapazität nicht überall bekannt", "start": "Beginn im selben Monat", "contact": ""}
SAME_PROVIDER = 0.6


def relation(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """One row per pair that is proposed or decided."""
    rows = con.execute(_OFFERS).df()
    decisions = con.execute("select offer_a, offer_b, decision, decided_on, note from clean.offer_decision").df()
    at = pd.Series(np.arange(len(rows)), index=rows["offer_id"], dtype="int64")
    decisions = decisions[decisions["offer_a"].isin(at.index) & decisions["offer_b"].isin(at.index)]
    offers = _columns(rows)
    found = [_frame(rows, candidates(offers)) if len(rows) else pd.DataFrame(columns=NAMES[:4])]
    if len(decisions):
        found.append(_frame(rows, agreement(offers, *(at[decisions[name]].to_numpy() for name in NAMES[:2]))))
    pairs = pd.concat(found).drop_duplicates(["offer_a", "offer_b"]).merge(decisions, "left", ["offer_a", "offer_b"])
    pairs["decision"] = pairs["decision"].fillna("open")
    pairs["kept"] = _kept(pairs, rows)
    synthetic = set(rows.loc[rows["is_synthetic"], "offer_id"])
    pairs["is_synthetic"] = pairs["offer_a"].isin(synthetic) | pairs["offer_b"].isin(synthetic)
    return pairs[NAMES]


def _columns(rows: pd.DataFrame) -> Offers:
    serves = [
        (ags[:5],) if area == "kreis" else tuple(area.split())
        for ags, area in zip(rows["ags"], rows["area"], strict=True)
    ]
    texts = {name: rows[name].tolist() for name in ("category", "town", "name", "provider", "contact")}
    return Offers(
        place=rows["ags"].tolist(),
        serves=serves,
        capacity=rows["capacity"].to_numpy(dtype=float, na_value=np.nan),
        starts=rows["starts"].to_numpy(dtype=np.int64),
        ends=rows["ends"].fillna(NO_END).to_numpy(dtype=np.int64),
        **texts,
    )


def _frame(rows: pd.DataFrame, found: Agreement) -> pd.DataFrame:
    ids = rows["offer_id"].to_numpy()
    score = np.clip(found.score, 0, 1).round(3)
    return pd.DataFrame({"offer_a": ids[found.a], "offer_b": ids[found.b], "score": score, "reason": _reasons(found)})


def _reasons(found: Agreement) -> list[str]:
    """Which fields agree and which do not, in words."""
    said = []
    for part, share in found.parts.items():
        no, yes = SAID[part]
        percent = [yes.format(number) for number in np.floor(100 * share + 1e-9).astype(int)]
        least = SAME_PROVIDER if part == "provider" else 1.0
        sure = percent if part == "name" else np.where(share >= least, percent, no)
        said.append(np.where(share == 0.5, UNSURE[part], sure) if part in UNSURE else sure)
    return ["; ".join(filter(None, texts)) for texts in zip(*said, strict=True)]


def _kept(pairs: pd.DataFrame, rows: pd.DataFrame) -> list[str | None]:
    by = {
        decision: list(zip(part["offer_a"], part["offer_b"], strict=True))
        for decision, part in pairs.groupby("decision")
    }
    counts = kept(by.get("same", []), by.get("different", []), dict(zip(rows["offer_id"], rows["stated"], strict=True)))
    return [
        counts.get(offer) if decision == "same" else None
        for offer, decision in zip(pairs["offer_a"], pairs["decision"], strict=True)
    ]
