"""Articles that copy one another are one source."""

from __future__ import annotations

from tests.events.helper import article, claim, facts


def test_copies_count_as_one_source() -> None:
    text = "".join(chr(0x4E00 + (place * place * 31) % 2999) for place in range(300))
    papers = [article("zh1", "2024-08-30", text), article("zh2", "2024-08-31", text[:270] + "本报编辑整理")]
    claims = [claim("zh1", "4.0亿"), claim("zh2", "4.0亿")]
    [fact] = facts(claims, papers)
    assert (fact.relation, len(fact.claim_ids)) == ("single", 2)
    [fact] = facts([*claims, claim("ko1", "4亿")], [*papers, article("ko1")])
    assert (fact.relation, len(fact.claim_ids)) == ("agree", 3)
    [fact] = facts([*claims, claim("ko1", "5亿"), claim("ko2", "5亿")], [*papers, article("ko1"), article("ko2")])
    assert fact.relation == "conflict"
    assert fact.note is not None and "odd one out: zh1" in fact.note


def test_copies_are_known_by_their_evidence_where_the_text_is_missing() -> None:
    evidence = "".join(chr(0x4E00 + (place * place * 31) % 2999) for place in range(120))
    claims = [claim("zh1", "4.0亿", evidence=evidence), claim("zh2", "4.0亿", evidence=evidence)]
    assert [fact.relation for fact in facts(claims, [])] == ["single"]
