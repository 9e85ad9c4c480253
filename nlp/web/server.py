"""Serving the page on this machine."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from nlp.errors import ConfigError
from nlp.web.guard import LOOPBACK, host_name


def default_gold(out: Path) -> Path:
    """Return where decisions are saved unless told otherwise: beside the run, which the next run replaces."""
    return out.resolve().with_name(f"{out.resolve().name}-gold")


def serve(
    out: Path, host: str = "127.0.0.1", port: int = 8000, gold: Path | None = None, names: Sequence[str] = ()
) -> None:
    """Serve the page of a run until Ctrl-C.

    Args:
        out: the output folder of the run.
        host: the address to listen on. Anything but the loopback address can be reached by others, and needs `names`.
        port: the port; 0 takes a free one.
        gold: the folder for decisions; see `default_gold`.
        names: further names under which the page may be asked.

    Raises:
        ConfigError: a library is missing (E624); the address is open to others and no name is given (E652), or cannot
            be used (E653).
        OutputError: `out` is no output folder (E402) or a cut-off one (E404).
        InputError: a file in the gold folder is no gold (E654).
    """
    if host not in LOOPBACK and not names:
        raise ConfigError("E652", host=host)
    try:
        import fastapi  # noqa: F401, PLC0415
        import jinja2  # noqa: F401, PLC0415
        import python_multipart  # noqa: F401, PLC0415
        import uvicorn  # noqa: PLC0415
    except ImportError as error:
        raise ConfigError("E624", module=error.name, extra="web") from error
    from nlp.web.app import make_app  # noqa: PLC0415
    from nlp.web.gold import GoldFolder  # noqa: PLC0415
    from nlp.web.store import Store  # noqa: PLC0415

    with _listen(host, port) as listener, closing(Store(out)) as store:
        folder = gold or default_gold(out)
        allowed = LOOPBACK | {host_name(name) for name in names}
        app = make_app(store, GoldFolder(folder), frozenset(allowed))
        shown = f"[{host}]" if ":" in host else host
        print(f"http://{shown}:{listener.getsockname()[1]}/  (decisions go to {folder}; Ctrl-C stops)", flush=True)
        if host not in LOOPBACK:
            print(f"Warning: everybody who reaches {host} can read this run and decide.", flush=True)
        config = uvicorn.Config(app, log_level="warning", proxy_headers=False, server_header=False, lifespan="off")
        uvicorn.Server(config).run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except (OSError, OverflowError) as error:
        listener.close()
        raise ConfigError("E653", host=host, port=port, reason=getattr(error, "strerror", None) or error) from error
    return listener
