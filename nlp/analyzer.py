"""From an article to what it says: language detection, then the Chinese or the Korean pipeline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from nlp import components, tokenizer  # noqa: F401 - registers what the pipelines are made of
from nlp.components import COMPONENTS
from nlp.entities import load_knowledge
from nlp.errors import AnalysisError, ConfigError
from nlp.language import detect
from nlp.normalizer import read_date
from nlp.periods import infer_date
from nlp.records import ANALYSED_LANGUAGES, UNDETERMINED, Article, Claim, EntityMention, Period, Quantity, stable_id


@dataclass(frozen=True, slots=True)
class Analysis:
    """An article and what was found in it; all lists are in text order, empty for a language not analysed."""

    article: Article
    entities: tuple[EntityMention, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    periods: tuple[Period, ...] = ()
    claims: tuple[Claim, ...] = ()


def pipeline(
    lang: str, entities: Path | None = None, *, model: Path | None = None, rules_only: bool = False
) -> Language:
    """Build the spaCy pipeline of a language.

    Args:
        lang: `zh` or `ko`.
        entities: a table of the user's own entities.
        model: folder of a model that finds names, in place of the one that comes with the package.
        rules_only: use tables and rules alone, without the models that find names and that judge between readings.

    Raises:
        ConfigError: another language (E202).
    """
    if lang not in ANALYSED_LANGUAGES:
        raise ConfigError("E202", lang=lang)
    config = {"nlp": {"tokenizer": {"@tokenizers": "xinmun.CharacterTokenizer.v1"}}}
    language = spacy.blank(lang, config=config)
    language.max_length = 100_000_000  # spaCy's limit guards parsers; these components are linear in the text
    names = {
        "entities": None if entities is None else str(entities),
        "model": None if model is None else str(model),
        "rules_only": rules_only,
    }
    settings: dict[str, dict[str, Any]] = {"xinmun_entities": names, "xinmun_claims": {"rules_only": rules_only}}
    for name in COMPONENTS:
        language.add_pipe(name, config=settings.get(name, {}))
    return language


@cache
def _shared_pipeline(lang: str, entities: Path | None, model: Path | None, rules_only: bool) -> Language:
    return pipeline(lang, entities, model=model, rules_only=rules_only)


@dataclass(frozen=True, slots=True)
class Analyzer:
    """Analyses articles; make one with `load` and keep it. Not for use by several threads at once.

    Attributes:
        entities: a table of the user's own entities, or None.
        model: folder of a model that finds names in place of the shipped one, or None.
        rules_only: whether the models that find names and that judge between readings are left out.
    """

    entities: Path | None = None
    model: Path | None = None
    rules_only: bool = False

    def analyze(
        self,
        article: Article | str,
        *,
        published: date | str | None = None,
        title: str | None = None,
        lang: str | None = None,
    ) -> Analysis:
        """Analyse one article.

        Args:
            article: a record as the reading room makes it, or just a text.
            published: the article's date, for a text; a date or an ISO 8601 string.
            title: its title, for a text, where it is not part of the text.
            lang: its language, for a text, where it is known; otherwise it is detected.

        Returns:
            The article with language and date filled in, and what was found. A language other than Chinese and Korean
            gives the article alone.

        Raises:
            ConfigError: `published` is no date (E203).
            AnalysisError: the analysis failed (E301); the cause is chained.
        """
        if isinstance(article, str):
            article = _article_of(article, read_date(published), title, lang)
        try:
            return self._analyze(article)
        except Exception as error:
            raise AnalysisError(
                "E301", article=article.source or article.article_id, stage="analysis", reason=repr(error)
            ) from error

    def pipe(self, articles: Iterable[Article | str]) -> Iterator[Analysis]:
        """Analyse a stream of articles, one after the other; see `analyze`."""
        for article in articles:
            yield self.analyze(article)

    def _analyze(self, article: Article) -> Analysis:
        article = complete(article)
        if article.lang not in ANALYSED_LANGUAGES:
            return Analysis(article)
        language = _shared_pipeline(article.lang, self.entities, self.model, self.rules_only)
        doc = language.make_doc(article.text)
        doc._.published = article.published
        doc._.article_id = article.article_id
        doc = language(doc)
        return Analysis(
            article,
            tuple(doc._.entity_mentions),
            tuple(doc._.quantities),
            tuple(doc._.periods),
            tuple(doc._.claims),
        )


def complete(article: Article) -> Article:
    """Fill in what can be known of an article from its text: language, script, date."""
    if article.lang == UNDETERMINED:
        found = detect(article.text, article.title)
        article = replace(article, lang=found.lang, lang_confidence=found.confidence, script=found.script)
    elif article.script is None:
        article = replace(article, script=detect(article.text, article.title).script)
    if article.published is None and article.lang in ANALYSED_LANGUAGES:
        published, source = infer_date(article.text, article.lang)
        article = replace(article, published=published, published_source=source)
    return article


def _article_of(text: str, published: date | None, title: str | None, lang: str | None) -> Article:
    whole = text if title is None or text.startswith(title) else f"{title}\n{text}"
    return Article(
        article_id=stable_id(whole),
        lang=lang or UNDETERMINED,
        lang_confidence=1.0 if lang else 0.0,
        script=None,
        title=title,
        text=whole,
        published=published,
        published_source="metadata" if published else None,
        source=None,
    )


def load(entities: Path | str | None = None, *, model: Path | str | None = None, rules_only: bool = False) -> Analyzer:
    """Make an analyzer: both pipelines, their tables and the shipped model are loaded when they are first needed.

    Args:
        entities: a table of your own companies, people, places and products, on top of the shipped ones: tab-separated,
            its first line names the columns (`nlp.entities.knowledge.COLUMNS`; `id`, `label` and `name` are needed).
        model: folder of a model that finds names, made by `xinmun model import`, in place of the one that comes with
            the package.
        rules_only: use tables and rules alone, without the models that find names and that judge between readings.

    Raises:
        ConfigError: the table cannot be used (E201, E203, E231 to E236), or the folder holds no model that can (E241,
            E243).
    """
    table = Path(entities) if entities is not None else None
    folder = Path(model) if model is not None else None
    if table is not None:
        load_knowledge(table)  # what is wrong with it shows now
    if folder is not None and not rules_only:
        from nlp.entities.recogniser import load_recogniser  # noqa: PLC0415 - the shipped model waits for a text

        load_recogniser(folder, table)
    return Analyzer(table, folder, rules_only)
