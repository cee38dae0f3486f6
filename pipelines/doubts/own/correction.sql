-- One row per correction that no longer fits what the publisher states.
select
    file,
    line,
    case when state = 'absent' then 'warn' else 'error' end as severity,
    'correction' as source,
    column_name,
    cast(published as varchar) as value,
    case state
        when 'mended' then 'ist vom Herausgeber berichtigt'
        when 'changed' then 'nennt der Herausgeber so nicht mehr, sondern ' || cast(now_published as varchar)
        else 'steht in keiner Datei'
    end || ' (' || ags || ', ' || cast(period_end as varchar) || ')' as reason,
    'Die Berichtigung gilt nicht mehr; streichen Sie ihre Zeile oder prüfen Sie sie.' as action
from curated.correction
where state <> 'applied'
