"""chinese2digits: `takeNumberFromString` on running text."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import chinese2digits
from protocol import Mention, Request, quantity, serve, spans


def take(text: str) -> dict[str, Any]:
    found: dict[str, Any] = chinese2digits.takeNumberFromString(text)
    return found


def read(request: Request) -> list[Mention]:
    found = take(request["text"])
    mentions = []
    surfaces = found["CHNumberStringList"]
    for span, surface, digits in zip(
        spans(request["text"], surfaces), surfaces, found["digitsStringList"], strict=True
    ):
        value = Decimal(digits)
        if request["kind"] == "percent":
            if "%" in surface or "百分" in surface:  # it gives the ratio
                mentions.append(quantity("percent", span, value * 100, value * 100, "percent"))
        else:
            mentions.append(quantity("number", span, value, value))
    return mentions


if __name__ == "__main__":
    serve("chinese2digits", read, {"numbers": lambda _, text, __: take(text)})
