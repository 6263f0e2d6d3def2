"""Language technology without tables: detect, segment, numbers, units, packs, lexicon, rendering."""
