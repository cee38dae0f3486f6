-- One row per scheme, municipality and day: published obligations, the one published figure that no people enter.
select
    f.scheme,
    f.ags,
    f.as_of,
    f.figure,
    f.value,
    f.is_approximate,
    null as note,
    n.title as source,
    n.public_id as receipt_id,
    f.line
from counted.published_figure as f
inner join counted.receipt_name as n
    on f.receipt_id = n.receipt_id
where f.figure = 'obligation'
