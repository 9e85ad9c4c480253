"""Short forms of companies that the text has named in full: 华澜 after 华澜科技, 화란 after 화란커지.

A short form is the name without the parts that say what the company does. Two characters can be many things, so it
counts only where it stands as a company does or comes back again and again, and it is less sure than the full name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, lru_cache

from nlp.entities.boundaries import is_bounded
from nlp.entities.candidates import Candidate, View, lower_ascii
from nlp.entities.company_parts import begins_with_part, split_parts
from nlp.entities.gazetteer import Gazetteer
from nlp.entities.knowledge import KnowledgeBase, fold_name
from nlp.entities.linking import core_name
from nlp.entities.support import contexts
from nlp.tables import read_table

_SCORE = 0.6
_OFTEN = 3  # a form that stands so often beside the full name is no other word
_LISTED = 2  # times that a short form of a listed name stands as a company does: many are words
_HALF = 2  # characters of a Chinese name of four that can stand for it: 清泉 of 清泉聚能
_KNOWN, _MOSTLY = 3, 3  # times, and one time in so many: then it is the company wherever it is said
# What a company has and does right behind its name, and what tells that a word is one: 石头卖出5万台, 速腾则亏损.
_ACTS = re.compile(
    r"(?:的)?(?:市场)?(?:份额|市占率|占有率|出货|销量|交付|毛利|收入|营收|净利|净亏|研发|市值|股价|订单)"
    r"|[\u4e00-\u9fff]{2,6}(?:出货量|销量|份额)|(?:以|凭借)\d|卖出|卖了|拿下|[位排]列|位居|排名|则|只有|仅有|占\s?[\d约近超]|\s?\(?\d[\d.]*[%亿万]"
)
_TOPIC = re.compile("(?:은|는|이|가|의|측)(?![가-힣])")


def find_short_forms(view: View, names: Iterable[Candidate], base: KnowledgeBase) -> Iterator[Candidate]:
    """Yield mentions by a short form of companies; a listed one's counts only where it stands as a company does.

    Of the listed ones Chinese names alone are shortened here: the Korean list has its short forms itself.

    Args:
        view: the text.
        names: the names found.
        base: the knowledge base; a form that it lists is left to it.
    """
    companies = {
        view.folded[name.start : name.end]: name
        for name in names
        if name.label == "ORG" and (view.lang == "zh" or name.source != "kb")
    }
    forms: dict[str, Candidate] = {}
    strict: set[str] = set()
    for full, name in companies.items():
        short = _short(full, view.lang)
        if view.lang == "zh" and name.entity_id in base.entities and (short is None or name.source == "kb"):
            short = short or _half(full)
            strict.update([short] if short else [])
        if short is not None and _is_free(short, base, view.lang):
            forms.setdefault(short, name)
    if not forms:
        return
    found = [
        (start, end, name)
        for start, end, name in Gazetteer(forms.items()).scan(view.lower)
        if not begins_with_part(view.folded, end, view.lang) and is_bounded(view, start, end, "ORG")
    ]
    often = Counter(view.lower[start:end] for start, end, _ in found)
    acts = Counter(view.lower[start:end] for start, end, _ in found if _acts(view, end))
    for start, end, name in found:
        form = view.lower[start:end]
        if form in strict:
            known = acts[form] >= _KNOWN and acts[form] * _MOSTLY >= often[form]
            stands = known or (acts[form] >= _LISTED and _acts(view, end))
        else:
            stands = often[form] >= _OFTEN or _acts(view, end)
        if stands:
            yield replace(name, start=start, end=end, score=min(_SCORE, name.score), source="repeat")


@lru_cache(maxsize=16384)
def _short(full: str, lang: str) -> str | None:
    parts = split_parts(core_name(full), lang)
    return lower_ascii(parts[0]) if parts else None


def _half(full: str) -> str | None:
    """What can stand for a Chinese name of four characters."""
    return full[:_HALF] if len(full) == _HALF * 2 and not full.isascii() else None


def _acts(view: View, end: int) -> bool:
    return _stands_as_company(view, end) or (view.lang == "zh" and _ACTS.match(view.folded, end) is not None)


def _is_free(short: str, base: KnowledgeBase, lang: str) -> bool:
    return short not in base.aliases and short not in _ordinary(lang)


@cache
def _ordinary(lang: str) -> frozenset[str]:
    words = {row["word"] for row in read_table(f"nlp.{lang}", "ordinary.tsv")}
    if lang == "ko":
        words |= {row["word"] for row in read_table("nlp.ko", "common_words.tsv")}
        words |= {row["stem"] for row in read_table("nlp.ko", "org_generic.tsv")}
    else:
        words |= {row["word"] for row in read_table("nlp.zh", "org_generic.tsv")}
    return frozenset(lower_ascii(fold_name(word)) for word in words)


def _stands_as_company(view: View, end: int) -> bool:
    after = contexts(view.lang, "ORG", "after")
    if after is not None and after.match(view.folded, end):
        return True
    return view.lang == "ko" and _TOPIC.match(view.folded, end) is not None
