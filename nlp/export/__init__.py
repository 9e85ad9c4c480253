"""Facts of a run for other programs: tables and XBRL."""
