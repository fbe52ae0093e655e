"""Everything as tables, out to spreadsheets and back."""
