-- One row per doubt about recipients of AsylbLG benefits.
select
    a.receipt_id, a.line, 'error', 'asylblg_recipients', 'as_of', cast(a.as_of as varchar),
    'liegt nach dem Eingang der Datei',
    'Die Zeile zählt nicht mit; berichtigen Sie den Tag.'
from clean.asylblg_recipients as a
inner join clean.receipt as r
    on a.receipt_id = r.receipt_id
where a.as_of > cast(r.received_at as date)
