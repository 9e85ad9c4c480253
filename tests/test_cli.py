from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from nlp.cli import main

ARTICLE = "科大讯飞8月21日发布半年报。公司上半年实现营业收入41.62亿元，同比增长7.3%。\n"
KOREAN = "삼성전자는 지난해 매출 300조원을 기록했다고 31일 공시했다.\n"


def run_cli(*args: str, stdin: bytes = b"", cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "nlp.cli", *args], input=stdin, capture_output=True, timeout=120, check=False, cwd=cwd
    )


@pytest.fixture
def article(tmp_path) -> Path:
    path = tmp_path / "news.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_help_imports_nothing_heavy():
    code = (
        "import sys\nfrom nlp.cli import main\n"
        "try:\n main(['--help'])\nexcept SystemExit:\n pass\n"
        "heavy = {'spacy', 'numpy', 'langdetect', 'opencc', 'pypinyin', 'charset_normalizer', 'yaml', 'tqdm', 'duckdb', 'pyarrow'}\n"
        "print(sorted(heavy & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_normalize_imports_nothing_heavy():
    code = (
        "import sys, io\nfrom nlp.cli import main\n"
        'sys.stdin = io.TextIOWrapper(io.BytesIO(b\'{"id": 1, "lang": "ko", "text": "3\'))\n'
        "main(['normalize'])\n"
        "print(sorted({'spacy', 'numpy', 'langdetect'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("args", "shown"),
    [
        (["--help"], "exit codes:"),
        (["run", "--help"], "130  stopped by Ctrl-C"),
        (["extract", "--help"], "--published DATE"),
        (["normalize", "--help"], '{"id", "lang", "text", "reference_date"}'),
        (["run", "--help"], "--format {jsonl,parquet,duckdb}"),
        (["query", "--help"], "DESCRIBE facts"),
        (["events", "--help"], "--relation {single,agree,consistent,superseded,conflict}"),
        (["--version"], "xinmun 0."),
    ],
)
def test_what_is_shown_on_request(args, shown, capsys):
    with pytest.raises(SystemExit) as stop:
        main(args)
    assert stop.value.code == 0
    assert shown in capsys.readouterr().out


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ([], "required: VERB"),
        (["walk"], "invalid choice: 'walk'"),
        (["run", "a.txt"], "required: -o/--out"),
        (["run", "-o", "out"], "required: INPUT"),
        (["run", "a.txt", "-o", "out", "--jobs", "0"], "'0' is not a whole number above 0"),
        (["run", "a.txt", "-o", "out", "--timeout", "soon"], "'soon' is not a number of seconds above 0"),
        (["run", "a.txt", "-o", "out", "--max-bytes", "many"], "'many' is not a whole number above 0"),
        (["run", "a.txt", "-o", "out", "--encoding", "klingon"], "unknown encoding 'klingon'"),
        (["extract", "a.txt", "--published", "30.8.2024"], "'30.8.2024' is not a date such as 2024-08-30"),
        (["extract", "a.txt", "--lang", "ja"], "invalid choice: 'ja'"),
        (["events", "out", "--relation", "odd"], "invalid choice: 'odd'"),
        (["events", "out", "other"], "give one output folder, or diff and two of them"),
        (["events", "diff", "out"], "diff takes two output folders: OLD and NEW"),
    ],
)
def test_a_wrong_command_is_explained(args, message, capsys):
    with pytest.raises(SystemExit) as stop:
        main(args)
    assert stop.value.code == 2
    assert message in capsys.readouterr().err


def test_an_output_folder_that_is_somebody_elses(article, tmp_path, capsys):
    assert main(["run", str(article), "-o", str(article)]) == 2
    shown = capsys.readouterr().err
    assert shown.startswith("xinmun: [E402]")
    assert shown.count("\n") == 1


def test_events_of_no_run(tmp_path, capsys):
    assert main(["events", str(tmp_path)]) == 2
    assert "[E402]" in capsys.readouterr().err


def test_debug_shows_the_traceback(tmp_path):
    done = run_cli("--debug", "events", str(tmp_path))
    assert b"Traceback" in done.stderr


def test_extract_writes_a_claim_a_line(article, capsys):
    assert main(["extract", str(article), "--published", "2024-08-30"]) == 0
    claims = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    revenue = next(claim for claim in claims if claim["low"] == "4162000000")
    assert (revenue["concept"], revenue["unit"], revenue["period_end"]) == ("Revenue", "CNY", "2024-06-30")
    assert {claim["article_id"] for claim in claims} == {"news"}


def test_extract_reads_standard_input():
    done = run_cli("extract", "-", "--lang", "ko", "--published", "2024-01-31", stdin=KOREAN.encode())
    assert done.returncode == 0, done.stderr
    values = [json.loads(line)["low"] for line in done.stdout.splitlines()]
    assert "300000000000000" in values


def test_extract_as_a_table(article, capsys):
    assert main(["extract", str(article), "--table", "--published", "2024-08-30"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == [
        *("subject", "concept", "segment", "aspect", "value"),
        *("unit", "period", "modality", "speaker", "doubt", "quote"),
    ]
    assert any("Revenue" in line and "2024-01-01…2024-06-30" in line and "41.62亿元" in line for line in lines)


@pytest.mark.parametrize(
    ("name", "content", "code", "message"),
    [
        ("absent.txt", None, 1, "[E101]"),
        ("empty.txt", b"", 1, "[E102]"),
        ("english.txt", b"The company said on Monday that its revenue rose by ten per cent last year.", 0, "is en"),
    ],
)
def test_extract_of_what_cannot_be_analysed(tmp_path, capsys, name, content, code, message):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert main(["extract", str(tmp_path / name)]) == code
    shown = capsys.readouterr()
    assert shown.out == ""
    assert message in shown.err


def normalize(monkeypatch, capsys, *lines: str | bytes) -> tuple[int, list[dict], str]:
    stdin = b"".join((line.encode() if isinstance(line, str) else line) + b"\n" for line in lines)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
    code = main(["normalize"])
    shown = capsys.readouterr()
    return code, [json.loads(line) for line in shown.out.splitlines()], shown.err


@pytest.mark.parametrize(
    "reference_date", ['"2024-08-30"', '"2024-08-30T09:00:00"', '"2024-08-30T09:00:00+08:00"', "null"]
)
def test_normalize_answers_line_by_line(monkeypatch, capsys, reference_date):
    case = '{"id": 7, "lang": "zh", "text": "营收41.62亿元", "reference_date": %s}' % reference_date  # noqa: UP031
    code, (answer,), _err = normalize(monkeypatch, capsys, case)
    assert code == 0
    assert answer.keys() == {"id", "quantities", "periods"}
    assert answer["id"] == 7
    (quantity,) = answer["quantities"]
    assert (quantity["text"], quantity["low"], quantity["unit"]) == ("41.62亿元", "4162000000", "CNY")


def test_normalize_goes_on_after_a_bad_line(monkeypatch, capsys):
    good = '{"id": "good", "lang": "ko", "text": "3조원"}'
    bad = [
        "not json",
        "[1]",
        '{"id": "no text", "lang": "ko"}',
        '{"id": "no lang", "text": "3조원"}',
        '{"id": "lang", "lang": "fr", "text": "3"}',
        '{"id": "date", "lang": "ko", "text": "3조원", "reference_date": "yesterday"}',
        '{"id": "date", "lang": "ko", "text": "3조원", "reference_date": 20240830}',
        b'{"id": "\xff\xfe", "lang": "ko", "text": "3"}',
    ]
    code, answers, err = normalize(monkeypatch, capsys, *bad, "", good)
    assert code == 1
    assert len(answers) == len(bad) + 1
    assert all(answer.keys() == {"id", "error"} for answer in answers[:-1])
    assert [answer["id"] for answer in answers] == [
        None,
        None,
        "no text",
        "no lang",
        "lang",
        "date",
        "date",
        None,
        "good",
    ]
    assert answers[-1]["quantities"][0]["low"] == "3000000000000"
    assert err.count("xinmun: line ") == len(bad)


def test_normalize_answers_before_its_input_ends():
    command = [sys.executable, "-m", "nlp.cli", "normalize"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as filter_:
        for number in range(3):
            filter_.stdin.write(b'{"id": %d, "lang": "zh", "text": "3%%"}\n' % number)
            filter_.stdin.flush()
            assert json.loads(filter_.stdout.readline())["id"] == number
        filter_.stdin.close()
        assert filter_.wait(timeout=30) == 0


def test_a_reader_that_leaves_early_is_no_error():
    line = b'{"id": 1, "lang": "zh", "text": "3%"}\n'
    command = [sys.executable, "-m", "nlp.cli", "normalize"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as filter_:
        filter_.stdin.write(line)
        filter_.stdin.flush()
        filter_.stdout.readline()
        filter_.stdout.close()
        try:
            filter_.stdin.write(line * 100)
            filter_.stdin.close()
        except BrokenPipeError:
            pass
        assert filter_.wait(timeout=30) == 0
        assert filter_.stderr.read() == b""


def test_ctrl_c_leaves_no_traceback_and_a_code_of_its_own(monkeypatch, capsys, article, tmp_path):
    def interrupt(*_args, **_keywords):
        raise KeyboardInterrupt

    monkeypatch.setattr("nlp.batch.runner.read_source", interrupt)
    assert main(["run", str(article), "-o", str(tmp_path / "out")]) == 130
    assert capsys.readouterr().err == "xinmun: stopped\n"
    assert not (tmp_path / "out").exists()


OWN = "id\tlabel\tname\tzh\tko\tticker\nqinghe\tORG\t青禾云帆\t青禾云帆|青禾\t칭허윈판\tSSE:699999\n"
OWN_ARTICLE = "青禾2024年营收41.62亿元，同比增长7.3%。\n"


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_own_entities_in_a_run(tmp_path, jobs):
    (tmp_path / "news.txt").write_text(OWN_ARTICLE, encoding="utf-8")
    (tmp_path / "own.tsv").write_text(OWN, encoding="utf-8")
    done = run_cli("run", "news.txt", "-o", "out", "--entities", "own.tsv", "--jobs", jobs, "--quiet", cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    claims = [json.loads(line) for line in (tmp_path / "out" / "claims.jsonl").read_text("utf-8").splitlines()]
    assert {claim["subject_id"] for claim in claims} == {"qinghe"}
    manifest = json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))
    assert manifest["settings"]["entities"] == "own.tsv"
    assert [item["path"] for item in manifest["inputs"]] == ["news.txt", "own.tsv"]


def test_own_entities_in_extract(tmp_path, capsys):
    (tmp_path / "news.txt").write_text(OWN_ARTICLE, encoding="utf-8")
    (tmp_path / "own.tsv").write_text(OWN, encoding="utf-8")
    assert main(["extract", str(tmp_path / "news.txt"), "--entities", str(tmp_path / "own.tsv")]) == 0
    assert '"subject": "青禾云帆"' in capsys.readouterr().out


@pytest.mark.parametrize("verb", [["run", "-o", "OUT"], ["extract"]], ids=lambda verb: verb[0])
def test_a_bad_table_of_entities_is_wrong_usage(article, tmp_path, capsys, verb):
    table = tmp_path / "own.tsv"
    table.write_text("id\tlabel\tname\nacme\tFIRM\tAcme\n", encoding="utf-8")
    out = tmp_path / "out"
    args = [str(out) if arg == "OUT" else arg for arg in verb]
    assert main([args[0], str(article), *args[1:], "--entities", str(table)]) == 2
    assert f"{table}, line 2: entity acme" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_name_declared_in_one_article_holds_in_the_events_of_all(tmp_path, jobs):
    rows = [
        {"id": "a", "text": "HuaBot은 2023년 매출이 3억2천만 위안이라고 밝혔다."},
        {"id": "b", "text": "初创公司华澜科技（HuaBot）公布业绩。华澜科技2023年营收为3.2亿元。"},
    ]
    feed = tmp_path / "feed.jsonl"
    feed.write_text("".join(json.dumps({**row, "published": "2024-03-01"}) + "\n" for row in rows), encoding="utf-8")
    assert main(["run", str(feed), "-o", str(tmp_path / "out"), "--jobs", jobs, "--quiet"]) == 0
    events = [json.loads(line) for line in (tmp_path / "out" / "events.jsonl").read_text("utf-8").splitlines()]
    assert [event["article_ids"] for event in events] == [["a", "b"]]
