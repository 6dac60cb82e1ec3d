"""What each page shows, as values: a page is a function of its view, and equal views make equal pages."""
