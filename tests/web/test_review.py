from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from nlp.cli import main
from nlp.errors import InputError
from nlp.web.gold import GoldFolder, write_gold
from tests.web.small_run import HOSTILE, TEXTS


def gold_of(browser, article_id: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((browser.gold / f"{article_id}.json").read_text(encoding="utf-8"))
    return found


def decided(gold: dict[str, Any]) -> dict[str, str]:
    entries = [entry for name in ("facts", "statements", "rejected") for entry in gold[name]]
    return {entry["claim_id"]: entry["decision"] for entry in entries}


def test_an_accepted_claim_becomes_a_fact_in_the_form_of_the_corpora(browser):
    browser.decide("ko_half-Revenue", "accepted")
    gold = gold_of(browser, "ko_half")
    assert {key: gold[key] for key in ("doc", "lang", "published")} == {
        "doc": "ko_half",
        "lang": "ko",
        "published": "2025-08-22",
    }
    fact = next(fact for fact in gold["facts"] if fact["required"])
    assert fact["subject"][0] == "아이플라이텍"
    assert {"科大讯飞", "iFlytek"} <= set(fact["subject"])
    assert {key: fact[key] for key in fact if key != "subject"} == {
        "concept": "Revenue",
        "segment": None,
        "aspect": "level",
        "low": "4160000000",
        "high": "4160000000",
        "unit": "CNY",
        "period_start": "2025-01-01",
        "period_end": "2025-06-30",
        "modality": "reported",
        "speaker": None,
        "quote": " 매출은 41억6천만 위안, 순이익은 1억5천만 위안이었다.",
        "quantity": "41억6천만 위안",
        "start": 25,
        "end": 34,
        "required": True,
        "claim_id": "ko_half-Revenue",
        "decision": "accepted",
    }
    text = TEXTS["ko_half"][2]
    assert text[fact["start"] : fact["end"]] == fact["quantity"]
    assert fact["quote"] in text
    assert gold["entities"] == [{"names": ["아이플라이텍"], "label": "ORG", "required": False}]


def test_what_is_not_decided_is_optional(browser):
    browser.decide("zh_half-Revenue", "rejected")
    gold = gold_of(browser, "zh_half")
    assert decided(gold) == {"zh_half-Revenue": "rejected", "zh_half-ProfitLoss": "open", "zh_half-says": "open"}
    assert [entry["required"] for entry in gold["facts"] + gold["statements"]] == [False, False]


def test_a_correction_changes_the_fields_that_were_changed(browser):
    browser.decide("zh_half-ProfitLoss", "corrected", low="-1,200", high="-1200.0", unit="KRW", segment=" 教育  业务 ")
    (fact,) = (fact for fact in gold_of(browser, "zh_half")["facts"] if fact["required"])
    assert (fact["low"], fact["high"], fact["unit"], fact["segment"]) == ("-1200", "-1200", "KRW", ["教育 业务"])
    assert (fact["concept"], fact["period_end"], fact["decision"]) == ("ProfitLoss", "2025-06-30", "corrected")
    assert fact["subject"][0] == "科大讯飞"


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"low": "viel"}, "plain number"),
        ({"low": "1e5"}, "plain number"),
        ({"low": "NaN"}, "plain number"),
        ({"low": "", "high": ""}, "at least one"),
        ({"low": "2", "high": "1"}, "below the lower end"),
        ({"period_start": "2025-13-01"}, "2024-08-30"),
        ({"period_start": "2026-01-01"}, "before the first day"),
        ({"concept": "Turnover"}, "choose one of Revenue"),
        ({"aspect": ""}, "choose one of level"),
        ({"subject": "x" * 300}, "longer than"),
    ],
)
def test_a_correction_that_cannot_be_read_is_shown_again(browser, fields, wrong):
    html = browser.submit("/review/decide", 400, claim_id="zh_half-Revenue", decision="corrected", **fields)
    assert 'role="alert"' in html
    assert wrong in html
    assert all(f'value="{value}"' in html for key, value in fields.items() if key not in ("concept", "aspect"))
    assert not browser.gold.exists()


def test_a_later_decision_replaces_the_earlier_one(browser):
    for decision in ("accepted", "rejected", "corrected", "accepted"):
        browser.decide("zh_half-Revenue", decision)
        assert decided(gold_of(browser, "zh_half"))["zh_half-Revenue"] == decision
    assert len(gold_of(browser, "zh_half")["facts"]) == 2


def test_undo_takes_back_one_decision_after_another(browser):
    browser.decide("zh_half-Revenue", "accepted")
    browser.decide("zh_half-Revenue", "corrected", low="1", high="1")
    browser.decide("ko_half-Revenue", "rejected")
    assert browser.submit("/review/undo") == "/review#c-ko_half-Revenue"
    assert decided(gold_of(browser, "ko_half"))["ko_half-Revenue"] == "open"
    browser.submit("/review/undo")
    assert next(f for f in gold_of(browser, "zh_half")["facts"] if f["concept"] == "Revenue")["low"] == "4162000000"
    browser.submit("/review/undo")
    assert decided(gold_of(browser, "zh_half"))["zh_half-Revenue"] == "open"
    assert browser.submit("/review/undo") == "/review"


def test_a_decision_can_be_taken_back_alone(browser):
    browser.decide("zh_half-Revenue", "rejected")
    browser.decide("zh_half-Revenue", "open")
    assert set(decided(gold_of(browser, "zh_half")).values()) == {"open"}


def test_a_statement_is_decided_by_its_speaker(browser):
    browser.decide("zh_half-says", "corrected", speaker="刘庆峰")
    (statement,) = gold_of(browser, "zh_half")["statements"]
    assert statement == {
        "speaker": ["刘庆峰"],
        "quote": "科大讯飞发布半年报",
        "start": 0,
        "end": 9,
        "required": True,
        "claim_id": "zh_half-says",
        "decision": "corrected",
    }


def test_a_missed_fact_is_added_and_taken_away(browser):
    fields = {
        "article_id": "zh_half",
        "quote": "净利润1.2亿元",
        "quantity": "1.2亿元",
        "concept": "EBITDA",
        "aspect": "level",
    }
    browser.submit(
        "/review/add", **fields, low="120000000", high="120000000", unit="CNY", modality="reported", subject="科大讯飞"
    )
    (fact,) = (fact for fact in gold_of(browser, "zh_half")["facts"] if fact["decision"] == "added")
    assert TEXTS["zh_half"][2][fact["start"] : fact["end"]] == "1.2亿元"
    assert "iFlytek" in fact["subject"]
    assert "净利润1.2亿元" in browser.html("/article?id=zh_half").partition('id="added"')[2]
    browser.submit("/review/remove", article_id="zh_half", claim_id=fact["claim_id"])
    assert "added" not in decided(gold_of(browser, "zh_half")).values()
    browser.submit("/review/undo")
    assert "added" in decided(gold_of(browser, "zh_half")).values()


@pytest.mark.parametrize(
    ("quote", "quantity"),
    [("", "1"), ("净利润1.3亿元", "1.3亿元"), ("净利润1.2亿元", "1.3亿元"), ("净利润1.2亿元", "")],
)
def test_a_fact_whose_words_are_not_there_is_not_added(browser, quote, quantity):
    html = browser.submit(
        "/review/add", 400, article_id="zh_half", quote=quote, quantity=quantity, concept="EBITDA", low="1"
    )
    assert "[E656]" in html
    assert not browser.gold.exists()


def test_the_list_shows_what_is_open_and_what_was_decided(browser):
    browser.decide("zh_half-Revenue", "rejected")
    ids = {
        status: set(re.findall(r'id="c-([\w-]+)"', browser.html(f"/review?status={status}")))
        for status in ("", "open", "rejected", "accepted")
    }
    assert ids["rejected"] == {"zh_half-Revenue"}
    assert ids[""] == ids["open"] | ids["rejected"]
    assert ids["accepted"] == set()
    assert "1 of 9 reviewed" in browser.html("/review")


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("company=iflytek", 6),
        ("article=zh_half", 3),
        ("event=none", 0),
        ("article=zh_half&status=open", 3),
        ("page=99", 9),
    ],
)
def test_claims_are_filtered(browser, query, count):
    assert len(re.findall(r'<li class="card claim"', browser.html(f"/review?{query}"))) == count


def test_articles_with_conflicts_are_reviewed_first_from_top_to_end(browser):
    ids = re.findall(r'<li class="card claim" id="c-(\w+)-', browser.html("/review"))
    assert ids[:5] == ["zh_half", "zh_half", "zh_half", "ko_half", "ko_half"]


@pytest.mark.parametrize(
    ("claim_id", "decision", "status"), [("none", "accepted", 404), ("zh_half-Revenue", "liked", 400)]
)
def test_a_wrong_decision_is_refused(browser, claim_id, decision, status):
    browser.submit("/review/decide", status, claim_id=claim_id, decision=decision)


def test_hostile_text_comes_back_from_gold_as_text(browser):
    browser.decide("zh_bad-Revenue", "corrected", segment=HOSTILE, low="7", high="7")
    assert gold_of(browser, "zh_bad")["facts"][0]["segment"] == [HOSTILE]
    assert "<img src" not in browser.html("/review/correct?id=zh_bad-Revenue")


def test_decisions_of_many_windows_are_all_kept(browser):
    token = re.search(r'name="token" value="(\w+)"', browser.html("/review"))
    assert token
    ids = [f"zh_half-{rest}" for rest in ("Revenue", "ProfitLoss", "says")] * 4

    def send(claim_id: str) -> int:
        fields = {"token": token[1], "claim_id": claim_id, "decision": "accepted", "back": "/review"}
        return browser.post("/review/decide", data=fields, follow_redirects=False).status_code

    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(send, ids)) == {303}
    assert set(decided(gold_of(browser, "zh_half")).values()) == {"accepted"}
    assert [path.name for path in browser.gold.iterdir()] == ["zh_half.json"]


ENTRY = {"claim_id": "c", "decision": "accepted", "start": 0, "end": 1, "speaker": None, "quote": "q", "required": True}
EMPTY: dict[str, Any] = {
    "doc": "d",
    "lang": "zh",
    "published": None,
    "entities": [],
    "facts": [],
    "statements": [],
    "rejected": [],
}


def test_annotations_of_others_stay(tmp_path):
    own = {"speaker": ["甲"], "quote": "q", "required": True}
    path = tmp_path / "d.json"
    path.write_text(
        write_gold({**EMPTY, "genre": "results", "entities": [{"names": ["甲"]}], "statements": [own]}),
        encoding="utf-8",
    )
    GoldFolder(tmp_path).decide(EMPTY, ENTRY)
    gold = json.loads(path.read_text(encoding="utf-8"))
    assert gold["statements"] == [own, ENTRY]
    assert gold["genre"] == "results"
    assert gold["entities"] == [{"names": ["甲"]}]


def test_decisions_outlast_the_claims_of_their_run(tmp_path):
    folder = GoldFolder(tmp_path)
    folder.decide({**EMPTY, "statements": [{**ENTRY, "decision": "open"}]}, ENTRY)
    folder.decide(EMPTY, {**ENTRY, "claim_id": "other"})
    assert folder.decisions() == {"c": "accepted", "other": "accepted"}


def test_a_fact_that_stands_twice_counts_once(tmp_path):
    fact = {**ENTRY, "subject": None, "concept": "Revenue", "segment": None, "aspect": "level", "low": "1", "high": "1"}
    fact |= {"unit": "CNY", "period_start": None, "period_end": None, "modality": "reported"}
    folder = GoldFolder(tmp_path)
    for claim_id in ("a", "b"):
        folder.decide(EMPTY, {**fact, "claim_id": claim_id})
    gold = folder.read("d")
    assert gold
    assert [entry["required"] for entry in gold["facts"]] == [True, False]


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        "{}",
        '{"doc": 1}',
        '{"doc": "d", "facts": [1]}',
        '{"doc": "other"}',
        '{"doc": "d", "facts": 3}',
        '{"doc": "d", "facts": [{"claim_id": "c", "decision": "accepted"}]}',
    ],
)
def test_a_file_that_is_no_gold_is_not_written_over(tmp_path, text):
    path = tmp_path / "d.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="E654"):
        GoldFolder(tmp_path).decide(EMPTY, ENTRY)
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("article_id", ["a/b", "../x", ".hidden", "x" * 300, "pairs", "", "a\x00b", "가" * 100])
def test_every_article_has_a_file_of_its_own_in_the_folder(tmp_path, article_id):
    folder = GoldFolder(tmp_path)
    folder.decide({**EMPTY, "doc": article_id}, ENTRY)
    (path,) = tmp_path.iterdir()
    assert path.name != "pairs.json"
    assert folder.decisions() == {"c": "accepted"}


def test_gold_is_written_an_entry_a_line(tmp_path):
    GoldFolder(tmp_path).decide(EMPTY, ENTRY)
    lines = (tmp_path / "d.json").read_text(encoding="utf-8").splitlines()
    assert lines[1:4] == [' "doc": "d",', ' "lang": "zh",', ' "published": null,']
    assert json.loads(next(line for line in lines if "claim_id" in line)) == ENTRY


def test_an_unreadable_gold_folder_is_said_at_once(browser, out, tmp_path, capsys):
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "x.json").write_text("{")
    assert main(["serve", str(out), "--port", "0", "--gold", str(tmp_path / "gold")]) == 2
    assert "[E654]" in capsys.readouterr().err
