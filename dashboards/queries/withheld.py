"""SQL that tells withheld from missing: where a snapshot says that nothing is known, but a count was reported."""

from __future__ import annotations

# `g` is curated.gap.
_IS_WITHHELD = "g.is_protected and g.need_basis = 'missing'"
COVERAGE_CLASS = f"case when {_IS_WITHHELD} then 'protected' else g.coverage_class end as coverage_class"
ANSWER = f"case when {_IS_WITHHELD} then 'protected' else g.answer end as answer"
# `s` is curated.stock.
STOCK_BASIS = "case when s.basis = 'missing' and s.is_protected then 'protected' else s.basis end as basis"
