"""Who only tells of others: papers, authorities and whoever is named as the source of figures."""

from __future__ import annotations

from functools import lru_cache

from nlp.claims.sentence import SentenceContext
from nlp.claims.syntax import syntax
from nlp.entities import is_institution, is_media
from nlp.records import EntityMention


def is_source(context: SentenceContext, mention: EntityMention) -> bool:
    """Whether a name only says where figures are from: a paper, or whose statistics they are (乘联会数据显示)."""
    if is_media(mention.entity_id) or researches(context, mention) or _is_outlet(context.lang, mention):
        return True
    if surveys_markets(context, mention.text):
        return True
    return syntax(context.lang, "source").match(context.view, mention.end, context.end) is not None


def _is_outlet(lang: str, mention: EntityMention) -> bool:
    """Whether a name that no list holds ends as papers and agencies do: 海港商报, 온빛일보."""
    return mention.entity_id.startswith("org:") and syntax(lang, "outlet").fullmatch(mention.text) is not None


def surveys_markets(context: SentenceContext, name: str) -> bool:
    """Whether a Korean text introduces a name as who surveys markets, of which all its figures are: 조사업체 온빛은."""
    return context.lang == "ko" and name in _surveyors(context.view)


@lru_cache(maxsize=8)
def _surveyors(view: str) -> frozenset[str]:
    pattern = syntax("ko", "surveyor")
    return frozenset(match["name"] for match in pattern.finditer(view))


def is_analyst(lang: str, name: str | None) -> bool:
    """Whether a name is a broker's or researcher's, whose figures are of others."""
    return syntax(lang, "analyst").fullmatch(name or "") is not None


def researches(context: SentenceContext, mention: EntityMention) -> bool:
    """Whether a Chinese broker or researcher is named as who judges others: 天衡证券认为, IDC发布《…报告》."""
    if context.lang != "zh" or not is_analyst("zh", mention.text):
        return False
    called = [m.end for m in context.entities if m.start == mention.end and m.entity_id == mention.entity_id]
    return syntax("zh", "judges").match(context.view, max(called, default=mention.end), context.end) is not None


def is_authority(lang: str, name: str | None, entity_id: str | None) -> bool:
    """Whether somebody is a body whose figures are of others: listed, or so named (…统计局, …협회)."""
    if entity_id and is_institution(entity_id):
        return True
    return name is not None and syntax(lang, "authority_name").fullmatch(name) is not None


def is_own_part(context: SentenceContext, mention: EntityMention) -> bool:
    """Whether a name is of a part of a company, which holds no figures of its own: 苏州工厂, 清泉品牌, MCU占营收30%."""
    if mention.label != "ORG":
        return False
    pattern = syntax(context.lang, "own_part")
    parted = syntax(context.lang, "own_part_after").match(context.view, mention.end, context.end) is not None
    return parted or pattern.fullmatch(mention.text) is not None


def is_surveyed(context: SentenceContext, anchor: int) -> bool:
    """Whether a Korean sentence gives an authority's figures of others before an offset: 온빛협회에 따르면."""
    mark = syntax("ko", "surveyed")
    return any(
        m.end <= anchor
        and is_authority("ko", m.text, m.entity_id)
        and mark.match(context.view, m.end, anchor) is not None
        for m in context.entities
    )
