"""cn2an: `cn2an` in its smart mode on the number alone; `transform` for per cent, which it only rewrites."""

from __future__ import annotations

import cn2an
from protocol import Mention, Request, quantity, serve


def read(request: Request) -> list[Mention]:
    text = request["text"]
    span = (0, len(text))
    if request["kind"] == "percent":
        value = cn2an.transform(text).removesuffix("%")
        return [quantity("percent", span, value, value, "percent")]
    value = cn2an.cn2an(text, "smart")
    return [quantity("number", span, value, value)]


if __name__ == "__main__":
    serve("cn2an", read, {"numbers": lambda _, text, __: cn2an.transform(text)})
