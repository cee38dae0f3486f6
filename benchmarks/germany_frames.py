"""The same gap by pandas and by polars, on frames that lie in memory already; both get `rule` and `held` for nothing."""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl

from benchmarks.germany_ways import FEW, KEY


def by_pandas(
    stock: pd.DataFrame, rule: pd.DataFrame, held: pd.DataFrame, months: list[pd.Timestamp], *, lean: bool
) -> pd.DataFrame:
    """The same rows from merges, group-by and cumulative sums; words as categoricals. Lean: only six figures."""
    if lean:
        rule = rule.drop(columns=["unit", "rests_on_estimate", "uses_own_values"])
    wide = stock.pivot(
        index=["month", "ags"], columns="legal_group", values=["persons_low", "persons", "persons_high", "basis"]
    )
    wide.columns = [f"{group[0]}_{what}" for what, group in wide.columns]
    for name in wide.columns:
        wide[name] = wide[name].fillna("") if name.endswith("basis") else wide[name].astype(float).fillna(0)
    wide = wide.reset_index()
    own = rule.loc[rule["own_ags"] != "", ["month", "own_ags"]].drop_duplicates()
    wide = wide.merge(own, how="left", left_on=["month", "ags"], right_on=["month", "own_ags"])
    wide["own_ags"] = wide["own_ags"].fillna("")
    full = wide.merge(rule, on=["month", "own_ags", "f_basis", "w_basis"])
    full["need_low"] = (full["f_persons_low"] * full["fl"] + full["w_persons_low"] * full["wl"]) * full["ql"]
    full["need"] = (full["f_persons"] * full["fv"] + full["w_persons"] * full["wv"]) * full["qv"]
    full["need_high"] = (full["f_persons_high"] * full["fh"] + full["w_persons_high"] * full["wh"]) * full["qh"]
    full = full.drop(columns=[*wide.columns[2:], "fl", "fv", "fh", "wl", "wv", "wh", "ql", "qv", "qh"])
    sums = ["capacity", "lacking", "reports"] if lean else ["capacity", "lacking", "reports", "synthetic"]
    full = full.merge(_dense(held, months, sums), on=["month", "ags", "category"])
    full["local_supply"] = np.where(full["reports"] > 0, full["capacity"] * full["supply_factor"], np.nan)
    if lean:
        return _few_pandas(full)
    full["supply_basis"] = _words(full["reports"] == 0, "missing", full["lacking"] > 0, "partial", "reported")
    full["is_synthetic"] = full["synthetic"] > 0
    return _gap_pandas(full.drop(columns=["reports", "capacity", "lacking", "synthetic", "supply_factor"]))


def _few_pandas(full: pd.DataFrame) -> pd.DataFrame:
    need, supply = full["need"], full["local_supply"]
    full["local_gap"] = (need - supply).clip(lower=0)
    sure = (
        (need > 0) & full["need_basis"].isin(["reported", "estimated"]) & (full["reports"] > 0) & (full["lacking"] == 0)
    )
    full["coverage"] = (np.minimum(supply, need) / need).where(sure)
    return full[[*KEY.split(", "), *FEW.split(", ")]]


def _dense(held: pd.DataFrame, months: list[pd.Timestamp], sums: list[str]) -> pd.DataFrame:
    ends = held.assign(since=held["until"], **{name: -held[name] for name in sums})
    change = (
        pd.concat([held, ends[ends["since"] < len(months)]])
        .groupby(["ags", "category", "since"], observed=True)[sums]
        .sum()
    )
    line = change.groupby(["ags", "category"], observed=True).cumsum().reset_index()
    same = (line["ags"] == line["ags"].shift(-1)) & (line["category"] == line["category"].shift(-1))
    length = np.where(same, line["since"].shift(-1), len(months)) - line["since"]
    dense = line.loc[line.index.repeat(length.astype(int))]
    place = dense["since"] + dense.groupby(level=0).cumcount()
    return dense.assign(month=np.array(months, "datetime64[s]")[place]).drop(columns="since")


def _gap_pandas(full: pd.DataFrame) -> pd.DataFrame:
    need, supply, n, s = full["need"], full["local_supply"], full["need_basis"], full["supply_basis"]
    full["shared_supply"] = np.minimum(supply, need)
    full["local_gap"] = full["shared_gap"] = (need - supply).clip(lower=0)
    full["surplus"] = (supply - need).clip(lower=0).where(n != "partial")
    full["coverage"] = (full["shared_supply"] / need).where(
        (need > 0) & n.isin(["reported", "estimated"]) & (s == "reported")
    )
    lost, least = (n == "missing") | (s == "missing"), (n == "partial") | (s == "partial")
    share = full["coverage"]
    full["coverage_class"] = _words(
        lost, "no_figure", least, "minimum", need == 0, "no_need", share >= 1, "full", share >= 0.75, "75_100",
        share >= 0.5, "50_75", share >= 0.25, "25_50", "under_25",
    )  # fmt: skip
    short, enough = (supply < full["need_low"]) & (s == "reported"), supply >= full["need_high"]
    guessed = full["rests_on_estimate"]
    full["answer"] = _words(
        lost, "no_figure", guessed, "open", short, "certainly_short", enough, "certainly_enough", "open"
    )
    return full


def _words(*pairs: object) -> pd.Categorical:
    """Condition, word, condition, word, …, word for the rest."""
    words = [*dict.fromkeys([*pairs[1::2], pairs[-1]])]
    codes = np.select(pairs[:-1:2], [words.index(word) for word in pairs[1::2]], words.index(pairs[-1]))
    return pd.Categorical.from_codes(codes.astype(np.int8), words)


def by_polars(
    stock: pl.LazyFrame, rule: pl.LazyFrame, held: pl.LazyFrame, months: int, columns: list[str]
) -> pl.DataFrame:
    """The same rows as one lazy plan on the streaming engine; words as enums. What `columns` do not need is left out."""
    c = pl.col
    wide, dense = _counted(stock, rule), _running(held, months)
    full = (
        wide.join(rule, on=["month", "own_ags", "f_basis", "w_basis"])
        .join(dense, on=["month", "ags", "category"])
        .select(
            "month", "ags", "category", "unit", "need_basis", "rests_on_estimate", "uses_own_values",
            ((c("f_persons_low") * c("fl") + c("w_persons_low") * c("wl")) * c("ql")).alias("need_low"),
            ((c("f_persons") * c("fv") + c("w_persons") * c("wv")) * c("qv")).alias("need"),
            ((c("f_persons_high") * c("fh") + c("w_persons_high") * c("wh")) * c("qh")).alias("need_high"),
            pl.when(c("reports") > 0).then(c("capacity") * c("supply_factor")).alias("local_supply"),
            _enum(c("reports") == 0, "missing", c("lacking") > 0, "partial", "reported").alias("supply_basis"),
            (c("synthetic") > 0).alias("is_synthetic"),
        )
    )  # fmt: skip
    return _gap_polars(full).select(columns).collect(engine="streaming")


def _counted(stock: pl.LazyFrame, rule: pl.LazyFrame) -> pl.LazyFrame:
    """People of both legal groups side by side per month and municipality, and whose own rules hold there."""
    c = pl.col
    scheme = {"f": "fluag", "w": "wohnsitz"}
    counts = [
        c(name).filter(c("legal_group") == group).first().fill_null(empty).alias(f"{short}_{name}")
        for short, group in scheme.items()
        for name, empty in (("persons_low", 0), ("persons", 0), ("persons_high", 0), ("basis", ""))
    ]
    wide = stock.group_by("month", "ags").agg(counts)
    own = rule.filter(c("own_ags") != "").select("month", c("own_ags").alias("ags"), "own_ags").unique()
    return wide.join(own, on=["month", "ags"], how="left").with_columns(c("own_ags").fill_null(""))


def _running(held: pl.LazyFrame, months: int) -> pl.LazyFrame:
    """What is held in every month, from the changes of a running sum."""
    c = pl.col
    sums = ["capacity", "lacking", "synthetic", "reports"]
    ends = held.filter(c("until") < months).with_columns(c("until").alias("since"), *(-c(name) for name in sums))
    line = (
        pl.concat([held, ends])
        .group_by("ags", "category", "since")
        .agg(c(*sums).sum())
        .sort("ags", "category", "since")
    )
    cell = ["ags", "category"]
    return (
        line.with_columns(
            c(*sums).cum_sum().over(cell), c("since").shift(-1).over(cell).fill_null(months).alias("until")
        )
        .with_columns(pl.int_ranges("since", "until").alias("no"))
        .explode("no")
        .with_columns(pl.date(2015 + c("no") // 12, 1 + c("no") % 12, 1).alias("month"))
    )


def _gap_polars(full: pl.LazyFrame) -> pl.LazyFrame:
    c = pl.col
    need, supply = c("need"), c("local_supply")
    known = (need + supply).is_not_null()
    reported = (need > 0) & c("need_basis").is_in(["reported", "estimated"]) & (c("supply_basis") == "reported")
    lost, least = ((c("need_basis") == word) | (c("supply_basis") == word) for word in ("missing", "partial"))
    gap = pl.when(known).then(pl.max_horizontal(need - supply, 0))
    surplus = pl.when(known & (c("need_basis") != "partial")).then(pl.max_horizontal(supply - need, 0))
    full = full.with_columns(
        pl.when(known).then(pl.min_horizontal(supply, need)).alias("shared_supply"),
        gap.alias("local_gap"), gap.alias("shared_gap"), surplus.alias("surplus"),
        pl.when(reported).then(pl.min_horizontal(supply, need) / need).alias("coverage"),
    )  # fmt: skip
    share = c("coverage")
    classes = (
        lost, "no_figure", least, "minimum", need == 0, "no_need", share >= 1, "full", share >= 0.75, "75_100",
        share >= 0.5, "50_75", share >= 0.25, "25_50", "under_25",
    )  # fmt: skip
    short, enough = (supply < c("need_low")) & (c("supply_basis") == "reported"), supply >= c("need_high")
    guessed = c("rests_on_estimate")
    answer = _enum(lost, "no_figure", guessed, "open", short, "certainly_short", enough, "certainly_enough", "open")
    return full.with_columns(_enum(*classes).alias("coverage_class"), answer.alias("answer"))


def _enum(*pairs: object) -> pl.Expr:
    """Condition, word, condition, word, …, word for the rest."""
    kind = pl.Enum([*dict.fromkeys([*pairs[1::2], pairs[-1]])])
    result = pl.lit(pairs[-1], dtype=kind)
    for condition, word in [*zip(pairs[:-1:2], pairs[1::2], strict=True)][::-1]:
        result = pl.when(condition).then(pl.lit(word, dtype=kind)).otherwise(result)
    return result
