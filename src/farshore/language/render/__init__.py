"""Say typed values in a language: numbers, money, measures, dates, countries, lists, counted things."""
