"""The helper process: markup in, records out, until its standard input ends."""

from __future__ import annotations

import pickle
import signal
import sys
from typing import Any

from nlp.reading.parsers.feeds import read_feed
from nlp.reading.parsers.pages import read_page


def main() -> None:
    """Answer (kind, markup) with (result, None) or (None, what went wrong)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's, whose end ends this process too
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # a library that prints must not break into an answer
    while True:
        try:
            kind, markup = pickle.load(requests)
        except EOFError:
            return
        answer: tuple[Any, str | None]
        try:
            answer = (read_page(markup) if kind == "page" else read_feed(markup)), None
        except Exception as error:  # whatever a page does to the parsers, the next one is read
            answer = None, f"{type(error).__name__}: {error}"[:200]
        pickle.dump(answer, answers)
        answers.flush()


if __name__ == "__main__":
    main()
