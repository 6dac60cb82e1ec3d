"""Lists of records: tables, filters, and the pages of long lists."""
