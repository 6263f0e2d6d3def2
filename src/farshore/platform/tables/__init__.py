"""Files of rows, whoever wrote them: decode, sniff, read, name what is broken. Rooms give the meaning.

Doors: `opening.open_table` for CSV, TSV, XLSX and XML; `encoding.decode` for text; `money` and `numbers` for cells.
"""
