"""Companies of a run: found by any of their names in any script, and named for their reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from nlp.entities import load_knowledge
from nlp.entities.knowledge import Entity
from nlp.entities.similarity import similarity
from nlp.errors import InputError
from nlp.events.naming import fold_name
from nlp.language.scripts import script_of
from nlp.records import EntityMention, EventRecord

_NEAR, _MOST_NEAR = 0.5, 5
_SAME_SOUND = 1.0
_PERSON = "person:"  # ids of people that no table lists begin so
_SCRIPTS = {"ko": "Hang", "zh": "Hani", "en": "Latn"}  # the rarer first: SK하이닉스 is Korean


@dataclass(slots=True)
class Directory:
    """Who the events of a run are about, and under which names.

    Attributes:
        subjects: keys of subjects (entity ids, or names where there is none), and the names that events give them.
        surfaces: how often the articles name each entity id in each form.
        by_surface: the ids of each form, filled when it is first asked for.
    """

    subjects: dict[str, Counter[str]] = field(default_factory=dict)
    surfaces: dict[str, Counter[str]] = field(default_factory=dict)
    by_surface: dict[str, set[str]] = field(default_factory=dict)

    def names(self, key: str) -> list[str]:
        """Return all names of a subject, the most frequent in the articles first, those of the tables last."""
        counted = self.subjects.get(key, Counter[str]()) + self.surfaces.get(key, Counter[str]())
        ordered = sorted(counted, key=lambda name: (-counted[name], name))
        known = _known(key)
        return list(dict.fromkeys([*ordered, *(known.aliases if known else ())]))

    def name(self, key: str, lang: str) -> str:
        """Name a subject in the reader's language, or as the articles do where no such name is known."""
        known = _known(key)
        if known and lang in known.names:
            return known.names[lang]
        names = self.names(key)
        return next((name for name in names if language_of_name(name) == lang), names[0] if names else key)

    def is_person(self, key: str) -> bool:
        """Whether an entity is a person."""
        return key.startswith(_PERSON) or ((known := _known(key)) is not None and known.label == "PERSON")

    def key_of(self, name: str) -> str | None:
        """Return the one entity that the articles call so; None where there is none, or several."""
        if not self.by_surface:
            for key, surfaces in self.surfaces.items():
                for surface in surfaces:
                    self.by_surface.setdefault(surface, set()).add(key)
        keys = self.by_surface.get(name, set())
        return next(iter(keys)) if len(keys) == 1 else None


def language_of_name(name: str) -> str | None:
    """Say whose script a name is in, `zh`, `ko` or `en`: SK海力士 is Chinese; None where it has no letters."""
    scripts = {script_of(character) for character in name}
    return next((lang for lang, script in _SCRIPTS.items() if script in scripts), None)


def subject_key(event: EventRecord) -> str:
    """Return the entity id of an event's subject, or its name, or nothing."""
    return event.subject_id or event.subject or ""


def gather_names(events: Iterable[EventRecord], mentions: Iterable[EntityMention]) -> Directory:
    """Collect the names of a run."""
    directory = Directory()
    for event in events:
        names = directory.subjects.setdefault(subject_key(event), Counter())
        if event.subject:
            names[event.subject] += 1
    for mention in mentions:
        surfaces = directory.surfaces.setdefault(mention.entity_id, Counter())
        surfaces[mention.text] += 1
        surfaces[mention.name] += 1
    return directory


def find_company(directory: Directory, wanted: str) -> str:
    """Find a subject of a run.

    Args:
        directory: of the run.
        wanted: an entity id, or a name in any script and spelling: 科大讯飞, iFLYTEK, 아이플라이텍.

    Returns:
        The key of the subject.

    Raises:
        InputError: the run has no events of it (E621), or of several of this name (E622).
    """
    if wanted and wanted in directory.subjects:
        return wanted
    folded = fold_name(wanted)
    names = {key: directory.names(key) for key in directory.subjects if key}
    found = [key for key, forms in names.items() if folded and folded in map(fold_name, forms)]
    if not found:
        alike = {key: max(similarity(wanted, form) for form in forms) for key, forms in names.items() if forms}
        found = [key for key, score in alike.items() if score >= _SAME_SOUND]
        if not found:
            raise InputError("E621", company=wanted, near=_near(directory, alike, folded))
    if len(found) > 1:
        raise InputError("E622", company=wanted, ids=", ".join(sorted(found)))
    return found[0]


def _near(directory: Directory, alike: dict[str, float], folded: str) -> str:
    """Say which names come near; where none does, which the run has."""
    containing = [key for key in alike if any(folded and folded in fold_name(name) for name in directory.names(key))]
    close = sorted((key for key in alike if alike[key] >= _NEAR), key=lambda key: (-alike[key], key))
    near: Sequence[str] = list(dict.fromkeys([*sorted(containing), *close]))
    intro = "Near it are" if near else "It has"
    shown = (near or sorted(alike))[:_MOST_NEAR]
    if not shown:
        return "It has no named subject."
    words = ", ".join(f"{directory.names(key)[0]} ({key})" if directory.names(key)[0] != key else key for key in shown)
    rest = len(near or alike) - len(shown)
    return f"{intro} {words}{f' and {rest} more' if rest else ''}."


def _known(key: str) -> Entity | None:
    return load_knowledge().entities.get(key)
