"""What articles teach each other about names.

HuaBot in one article is the company that another introduces as 华澜科技（HuaBot）.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from nlp.entities.linking import make_id
from nlp.entities.names import plain
from nlp.records import EntityMention

_SHORTEST = 3  # characters; shorter names are those of several companies
_MOST_STEPS = 4


def declared_aliases(mentions: Iterable[EntityMention]) -> tuple[tuple[str, str], ...]:
    """Gather what one article declares about entities that no list holds.

    Args:
        mentions: the article's mentions; those of one entity carry one id.

    Returns:
        Pairs of the id that a name would have by itself and the id of its entity, without repeats.
    """
    pairs = {
        (own, mention.entity_id): None
        for mention in mentions
        if mention.label in ("ORG", "PERSON") and mention.entity_id.startswith(f"{mention.label.lower()}:")
        if not (
            mention.label == "PERSON" and mention.entity_id.endswith(plain(mention.text))
        )  # a family name: others' too
        if len(plain(mention.text)) >= _SHORTEST and (own := make_id(mention.text, mention.label)) != mention.entity_id
    }
    return tuple(pairs)


def merge_aliases(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Bring together what the articles of a run declare.

    A name that two articles give to two entities is nobody's. The result does not depend on the order of the pairs.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for own, entity_id in pairs:
        found[own].add(entity_id)
    direct = {own: ids.copy().pop() for own, ids in found.items() if len(ids) == 1}
    return {own: _follow(own, direct) for own in sorted(direct)}


def _follow(own: str, direct: Mapping[str, str]) -> str:
    """The end of a chain of aliases; of a circle, the id that comes first in the alphabet."""
    seen = [own]
    while seen[-1] in direct and len(seen) <= _MOST_STEPS:
        following = direct[seen[-1]]
        if following in seen:
            return min(seen[seen.index(following) :])
        seen.append(following)
    return seen[-1]
