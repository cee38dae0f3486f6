-- One row per month that may be planned for.
select cast(month as date) as month
from reference.calendar
