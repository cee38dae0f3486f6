"""Parts of pages: they ask, choose a chart and put it on the page."""
