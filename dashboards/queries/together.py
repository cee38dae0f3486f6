"""What the section on working together asks: courses for several places, load on volunteers."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboards.queries.snapshot import frame

_COURSES = """
select
    spot.name as place,
    count(*) as municipalities,
    string_agg(m.name || ' ' || round(g.people)::bigint, ', ' order by g.people desc) as who,
    sum(g.people) as people,
    max(g.way) as farthest,
    any_value(g.way_unit) as way_unit,
    bool_and(g.is_proven) as is_proven
from curated.course_group as g
inner join curated.municipality as m on g.ags = m.ags
inner join curated.municipality as spot on g.meeting_ags = spot.ags
where g.month = $month and g.category = $category
group by spot.ags, spot.name
order by people desc, place
"""

_WITHOUT = """
select coalesce(sum(people) filter (where meeting_ags is null), 0) as people, max(min_group) as min_group
from curated.course_group
where month = $month and category = $category
"""

_LOAD = """
select m.name, l.persons, l.volunteers, l.coordination_fte, l.persons_per_volunteer, l.persons_per_coordination_fte
from curated.volunteer_load as l
inner join curated.municipality as m on l.ags = m.ags
where l.month = $month and l.persons is not null
order by l.persons_per_volunteer desc nulls first, strip_accents(m.name)
"""


def courses(snapshot: str, month: date, category: str) -> pd.DataFrame:
    """One row per meeting place of a group that reaches the minimum; empty where the category has no minimum."""
    return frame(snapshot, _COURSES, month=month, category=category)


def without_course(snapshot: str, month: date, category: str) -> pd.Series:
    """People left without a course and the smallest group; min_group is empty where there is none."""
    return frame(snapshot, _WITHOUT, month=month, category=category).iloc[0]


def volunteers(snapshot: str, month: date) -> pd.DataFrame:
    """People per volunteer and per coordination post, by municipality with counted people."""
    return frame(snapshot, _LOAD, month=month)
