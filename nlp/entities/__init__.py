"""Entities: who is named, in either language, and which names are one."""

from nlp.entities.aliases import declared_aliases, merge_aliases
from nlp.entities.candidates import Candidate, View
from nlp.entities.find import Source, find_entities
from nlp.entities.knowledge import load as load_knowledge
from nlp.entities.linking import make_id
from nlp.entities.roles import is_institution, is_media

__all__ = [
    "Candidate",
    "Source",
    "View",
    "declared_aliases",
    "find_entities",
    "is_institution",
    "is_media",
    "load_knowledge",
    "make_id",
    "merge_aliases",
]
