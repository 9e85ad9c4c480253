"""korean-number: `kor2num` on the number alone; it skips what it does not know."""

from __future__ import annotations

from korean_number import kor2num
from protocol import Mention, Request, quantity, serve


def read(request: Request) -> list[Mention]:
    value = kor2num(request["text"])
    return [quantity("number", (0, len(request["text"])), value, value)]


if __name__ == "__main__":
    serve("korean-number", read, {})
