"""korNum: `kor2num` rewrites the numerals of a text as digits, so it is given the number alone."""

from __future__ import annotations

from korNum.chgFormat import kor2num
from protocol import Mention, Request, quantity, serve


def read(request: Request) -> list[Mention]:
    value = kor2num(request["text"])
    return [quantity("number", (0, len(request["text"])), value, value)]


if __name__ == "__main__":
    serve("korNum", read, {"numbers": lambda _, text, __: kor2num(text)})
