"""What README.md promises: its examples print what it says they print, and the excerpt of the demo is one."""

import io
import re
import shlex
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from nlp.cli import main

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```\n(?:\n```text\n(.*?)```)?", README, re.DOTALL)


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_python_example(number):
    # an example may use what an earlier one imported
    setup = "".join(re.findall(r"^import .*\n", "".join(code for code, _ in EXAMPLES[:number]), re.MULTILINE))
    code, printed = EXAMPLES[number]
    output = io.StringIO()
    with redirect_stdout(output):
        exec(compile(setup + code, f"README.md, example {number + 1}", "exec"), {})
    assert output.getvalue() == printed


QUERIES = shlex.split(re.search(r"<!-- queries -->\n\n```sh\n(.*?)```", README, re.DOTALL).group(1), comments=True)


@pytest.mark.parametrize("sql", QUERIES[3::4])
def test_query(sample_run, capsys, sql):
    assert QUERIES[:3] == ["xinmun", "query", "out"]
    assert main(["query", str(sample_run), sql]) == 0
    assert "(0 rows)" not in capsys.readouterr().out


def test_demo_excerpt(sample_run, capsys):
    main(["events", str(sample_run)])
    shown = capsys.readouterr().out
    excerpt = re.search(r"<!-- demo -->\n\n```text\n(.*?)```", README, re.DOTALL)
    assert excerpt
    missing = [line for line in excerpt.group(1).splitlines() if line and line not in shown]
    assert not missing
