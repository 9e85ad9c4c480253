"""Quantities: numerals, units, ranges and bounds, and back from a value to text."""

from nlp.quantities.formatting import format_quantity
from nlp.quantities.reading import find_quantities

__all__ = ["find_quantities", "format_quantity"]
