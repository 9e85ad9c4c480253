"""One module a verb: its arguments, and a thin function that calls the package."""
