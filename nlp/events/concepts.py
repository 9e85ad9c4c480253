"""What the alignment has to know of a concept: whether it flows or stands, and whether one subject can have many."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from nlp.records import EventType
from nlp.tables import read_table

OTHER = "Other"


@dataclass(frozen=True, slots=True)
class Concept:
    """A line of `concepts.tsv`.

    `order` is the line's place: important concepts come first. The other fields are explained in the table itself.
    """

    code: str
    order: int
    dimension: str
    kind: Literal["flow", "stock", "dated"]
    many: bool
    family: str | None
    event_type: EventType
    signed: bool
    names: tuple[tuple[str, str], ...]

    def name(self, lang: str) -> str:
        """Return the concept's name in `zh`, `ko` or `en`."""
        return dict(self.names)[lang]


@cache
def _concepts() -> dict[str, Concept]:
    return {
        row["concept"]: Concept(
            code=row["concept"],
            order=order,
            dimension=row["dimension"],
            kind=cast("Literal['flow', 'stock', 'dated']", row["kind"]),
            many=row["instances"] == "many",
            family=row["family"] or None,
            event_type=cast("EventType", row["event_type"]),
            signed=bool(row["signed"]),
            names=tuple((lang, row[lang]) for lang in ("zh", "ko", "en")),
        )
        for order, row in enumerate(read_table("nlp.events", "concepts.tsv"))
    }


def concept_of(code: str) -> Concept:
    """Look a concept up; a code that the table lacks is treated as `Other`."""
    concepts = _concepts()
    return concepts.get(code) or concepts[OTHER]


def all_concepts() -> tuple[Concept, ...]:
    """Return every concept, in the order of the table."""
    return tuple(_concepts().values())
