"""`python -m nlp.training.senses models/claims` makes the classes of words from plain text.

Words are told by what stands beside them: positive pointwise mutual information of a word with the words at each of
four places around it, brought to fewer dimensions by a singular value decomposition (Levy and Goldberg 2014), and put
into classes by k-means, once for each fineness.
"""

from __future__ import annotations

import argparse
import logging
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix
from sklearn.cluster import MiniBatchKMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.preprocessing import normalize

from nlp.claims.scoring.chunks import name_length
from nlp.claims.scoring.senses import SENSES, hash_word, save_senses
from nlp.training.corpus import read_paragraphs

logger = logging.getLogger(__name__)
RECIPE = "senses.toml"
_KOREAN = re.compile(r"[가-힣A-Za-z&·]+|[0-9][0-9.,]*|[^\sA-Za-z가-힣0-9]")
_NUMBER = "#"
_PLACES = (-2, -1, 1, 2)
_SMOOTHING = 0.75  # power of how frequent a neighbour is: rare ones count less (Levy et al. 2015)


@dataclass(frozen=True, slots=True)
class SensesConfig:
    """How the classes are made; `senses.toml`.

    Attributes:
        words: how many of the most frequent words get a class.
        neighbours: how many of them tell of others.
        width: dimensions.
        fine, middle, coarse: how many classes.
        characters: how much of each file of text is read, at most.
        leave_out: beginnings of names of files that are not read.
        seed: of the decomposition and of k-means.
    """

    words: int
    neighbours: int
    width: int
    fine: int
    middle: int
    coarse: int
    characters: int
    leave_out: tuple[str, ...]
    seed: int


def make_senses(folder: Path, texts: Path) -> None:
    """Make the classes of both languages from their recipe and write them beside it.

    Args:
        folder: holds `senses.toml`.
        texts: holds `zh/*.txt.xz` and `ko/*.txt.xz`.
    """
    recipe = tomllib.loads((folder / RECIPE).read_text(encoding="utf-8"))
    config = SensesConfig(**{**recipe, "leave_out": tuple(recipe["leave_out"])})
    cut = {"zh": _chinese, "ko": _korean}
    found = {lang: _classes(list(map(cut[lang], _lines(texts, lang, config))), config) for lang in cut}
    save_senses(folder / SENSES, found)


def _lines(texts: Path, lang: str, config: SensesConfig) -> Iterator[str]:
    for path in sorted((texts / lang).glob("*.txt.xz")):
        if path.name.startswith(config.leave_out):
            continue
        left = config.characters
        for line in read_paragraphs(texts, lang, path.name):
            if (left := left - len(line)) < 0:
                break
            yield line


def _korean(line: str) -> list[str]:
    """Words and their particles, each by itself: what a word takes tells of it, too."""
    found: list[str] = []
    for word in _KOREAN.findall(line):
        if not word[0].isalpha():
            found.append(_NUMBER if word[0].isdigit() else word)
            continue
        end = _name_end(word)
        found.append(word[:end])
        if end < len(word):
            found.append(f"+{word[end:]}")
    return found


@cache
def _name_end(word: str) -> int:
    return name_length(word)


def _chinese(line: str) -> list[str]:
    import jieba  # noqa: PLC0415 - reads its dictionary

    jieba.setLogLevel(logging.WARNING)
    return [_NUMBER if word[0].isdigit() else word for word in jieba.cut(line) if not word.isspace()]


def _classes(lines: Iterable[list[str]], config: SensesConfig) -> dict[str, Any]:
    lines = list(lines)
    counts = Counter(word for line in lines for word in line)
    ranked = sorted(counts, key=lambda word: (-counts[word], word))[: config.words]
    logger.info("%d words in all, %d differ", counts.total(), len(counts))
    vectors = _vectors(lines, ranked, config)
    keys = np.array([hash_word(word) for word in ranked], dtype=np.uint32)
    keys, first = np.unique(keys, return_index=True)
    sizes = {"fine": config.fine, "middle": config.middle, "coarse": config.coarse}
    return {"keys": keys, **{name: _cluster(vectors, size, config)[first] for name, size in sizes.items()}}


def _vectors(lines: list[list[str]], ranked: list[str], config: SensesConfig) -> Any:
    places = {word: place for place, word in enumerate(ranked)}
    width = config.neighbours
    rows: list[int] = []
    columns: list[int] = []
    for line in lines:
        known = [places.get(word, len(ranked)) for word in line]
        for at, word in enumerate(known):
            if word == len(ranked):
                continue
            for number, away in enumerate(_PLACES):
                beside = at + away
                if 0 <= beside < len(known) and known[beside] < width:
                    rows.append(word)
                    columns.append(number * width + known[beside])
    shape = (len(ranked), len(_PLACES) * width)
    seen = coo_matrix((np.ones(len(rows), np.float32), (rows, columns)), shape=shape).tocsr()
    total = float(seen.sum())
    words, neighbours = (np.asarray(seen.sum(axis=axis)).ravel() for axis in (1, 0))
    neighbours = neighbours**_SMOOTHING
    neighbours *= total / neighbours.sum()
    seen = seen.tocoo()
    information = np.log(seen.data * total / (words[seen.row] * neighbours[seen.col]))
    kept = information > 0
    table = csr_matrix((information[kept], (seen.row[kept], seen.col[kept])), shape=shape)
    return normalize(TruncatedSVD(config.width, n_iter=3, random_state=config.seed).fit_transform(table))


def _cluster(vectors: Any, number: int, config: SensesConfig) -> Any:
    groups = MiniBatchKMeans(number, n_init=3, batch_size=4096, random_state=config.seed)
    return groups.fit_predict(vectors).astype(np.uint16)


def main() -> None:
    """Read the command line and make the classes."""
    parser = argparse.ArgumentParser(prog="python -m nlp.training.senses", description=__doc__)
    parser.add_argument("folder", type=Path, help="where senses.toml is")
    parser.add_argument("--texts", type=Path, default=Path("../shared/data/text"), help="source texts")
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    make_senses(args.folder, args.texts)


if __name__ == "__main__":
    main()
