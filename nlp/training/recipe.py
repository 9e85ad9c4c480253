"""From a recipe and a folder of data to a model folder, all in one go."""

from __future__ import annotations

import json
import logging
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file

from nlp.entities.character_reader import GRAPH, LEXICON, VOCABULARY, base_words
from nlp.entities.characters import Vocabulary
from nlp.entities.knowledge import load
from nlp.entities.lexicon import WIDTH, Lexicon
from nlp.entities.recogniser import CHARACTERS, CONFIG
from nlp.entities.tags import make_tags
from nlp.training.articles import ANNOTATED, LISTED, annotated, listed
from nlp.training.device import find_device
from nlp.training.export import export
from nlp.training.finetune import Examples, FinetuneConfig, f1_by_corpus, finetune, predict
from nlp.training.labelled import LABELS, Sentence, in_validation, read_sentences
from nlp.training.parallel import join, wait
from nlp.training.pretrain import PretrainConfig, encode_all, pretrain, read_stretches, train_vocabulary
from nlp.training.tagger import RandomField, SequenceTagger, TaggerConfig, TowersTagger, TransformerTagger
from nlp.training.towers import Towers, TowersConfig
from nlp.training.transformer import Transformer, TransformerConfig
from nlp.training.words import Substitutes, chinese_words, korean_names, korean_words

logger = logging.getLogger(__name__)

RECIPE, WEIGHTS, ENCODER = "recipe.toml", "model.safetensors", "encoder.safetensors"
LONGEST = 200  # longer sentences are left out of training: a batch is as long as its longest
_GAZETTEER = "ner/ko/konec.train_gazetteer.tsv"
_TRANSFORMER = "transformer"
_SMALL = "without_accelerator"  # the table of settings that take the place of others there

Settings = dict[str, Any]


def make_model(folder: Path, data: Path, work: Path, standoff: Path) -> None:
    """Make a model from its recipe.

    Args:
        folder: holds `recipe.toml`; the model's files are written beside it.
        data: holds `text/` and `ner/`.
        work: for what is made on the way; an encoder that is there already is not trained again.
        standoff: `corpora/standoff`.
    """
    recipe = read_recipe(folder / RECIPE)
    rank, _ = join()
    pretraining = PretrainConfig(**recipe["pretrain"])
    if rank == 0:
        work.mkdir(parents=True, exist_ok=True)
        train_vocabulary(read_stretches(data / "text", pretraining), folder / VOCABULARY, recipe["vocabulary"]["size"])
        make_lexicon(data).save(folder / LEXICON)
    wait()
    vocabulary = Vocabulary(folder / VOCABULARY)
    sentences = read_labelled(data, standoff, recipe["listed"])
    sizes, dropout = encoder_sizes(recipe, vocabulary)
    if not (work / ENCODER).exists():
        texts = [*read_stretches(data / "text", pretraining), *labelled_texts(sentences)]
        encoder = pretrain(encode_all(vocabulary, texts), sizes, pretraining, dropout)
        if rank == 0:
            save_file(encoder.state_dict(), work / ENCODER)
    wait()
    tagging = TaggerConfig(tuple(make_tags(LABELS)), WIDTH, **recipe["tagger"])
    settings = FinetuneConfig(**recipe["finetune"])
    torch.manual_seed(settings.seed)
    tagger, field = make_tagger(sizes, dropout, tagging, load_file(work / ENCODER)), RandomField(tagging.tags)
    lexicon = Lexicon.load(folder / LEXICON).merged(Lexicon.build(base_words(load())))
    examples = Examples(vocabulary, lexicon, tagging.tags, sizes.buckets)
    finetune(tagger, field, examples, for_training(sentences), settings, make_substitutes(data))
    if rank == 0:
        write_model(folder, tagger, field, tagging.tags, sizes.buckets)
        held_out = [s for s in sentences if in_validation(s.text) and not s.partial]
        log_scores(tagger, field, examples, held_out, tagging.tags)


def read_recipe(path: Path) -> Settings:
    """Read a recipe; where there is no accelerator, its smaller settings take the place of others."""
    recipe: Settings = tomllib.loads(path.read_text(encoding="utf-8"))
    small = recipe.pop(_SMALL, {})
    if find_device().type == "cpu":
        logger.info("no accelerator: the smaller settings of the recipe are used")
        for table, settings in small.items():
            recipe[table].update(settings)
    return {table: _with_tuples(settings) for table, settings in recipe.items()}


def _with_tuples(settings: Settings) -> Settings:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in settings.items()}


def encoder_sizes(recipe: Settings, vocabulary: Vocabulary) -> tuple[TransformerConfig | TowersConfig, float]:
    """Give the sizes of the encoder that a recipe wants, and the dropout in it."""
    settings = dict(recipe["encoder"])
    kind, dropout = settings.pop("kind"), settings.pop("dropout")
    if kind == _TRANSFORMER:
        return TransformerConfig(vocabulary.size + 1, **settings), dropout  # one more: what is hidden
    return TowersConfig(vocabulary.size, **settings), dropout


def make_tagger(
    sizes: TransformerConfig | TowersConfig, dropout: float, config: TaggerConfig, state: dict[str, torch.Tensor]
) -> SequenceTagger:
    """Make a tagger on a pretrained encoder; the tables of n-grams stay as they are."""
    tagger: SequenceTagger
    if isinstance(sizes, TransformerConfig):
        tagger = TransformerTagger(Transformer(sizes, dropout), config)
    else:
        tagger = TowersTagger(Towers(sizes, dropout), config)
    tagger.encoder.load_state_dict(state)
    for table in ("bigrams", "trigrams"):  # five million weights that 85,000 sentences would only learn by heart
        tagger.encoder.get_submodule(table).requires_grad_(False)
    return tagger


def read_labelled(data: Path, standoff: Path, settings: Settings) -> list[Sentence]:
    """Read all labelled sentences, those that are held out of training too."""
    own = [*annotated(standoff, data / "text"), *listed(data / "text", **settings)]
    return [*read_sentences(data / "ner"), *own]


def for_training(sentences: list[Sentence]) -> list[Sentence]:
    """Leave out what is held out, and what is long."""
    return [s for s in sentences if not in_validation(s.text) and len(s.text) <= LONGEST]


def labelled_texts(sentences: list[Sentence]) -> list[str]:
    """Give the texts to pretrain on beside the plain ones, which hold those of the business press already."""
    return [s.text for s in for_training(sentences) if s.corpus not in (ANNOTATED, LISTED)]


def make_lexicon(data: Path) -> Lexicon:
    """Make the lexicon of words and names, the knowledge base's not among them."""
    dictionary = (files("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines()
    return Lexicon.build([*korean_words(data / _GAZETTEER), *chinese_words(dictionary)])


def make_substitutes(data: Path) -> Substitutes:
    """Gather the names that can stand in for others."""
    return Substitutes([*korean_names(data / _GAZETTEER), *_base_names()])


def _base_names() -> Iterator[tuple[str, str]]:
    for rows in load().aliases.values():
        for row in rows:
            if not row.ambiguous:
                yield row.exact, row.label


def write_model(folder: Path, tagger: SequenceTagger, field: RandomField, tags: tuple[str, ...], buckets: int) -> None:
    """Write the graph, the weights and the configuration."""
    (folder / GRAPH).write_bytes(export(tagger).SerializeToString())
    save_file(_compact(tagger, field), folder / WEIGHTS)
    transitions = [[round(float(value), 4) for value in row] for row in field.transitions.detach()]
    config = {"kind": CHARACTERS, "tags": list(tags), "buckets": buckets, "transitions": transitions}
    (folder / CONFIG).write_text(json.dumps(config) + "\n", encoding="utf-8")


def _compact(tagger: SequenceTagger, field: RandomField) -> dict[str, torch.Tensor]:
    """The weights in half precision, without the tables of embeddings: those lie in the graph, half of it."""
    tensors = {name: value.to(torch.float16).contiguous() for name, value in tagger.state_dict().items()}
    for table in ("characters", "bigrams", "trigrams"):
        del tensors[f"encoder.{table}.weight"]
    return {**tensors, "transitions": field.transitions.detach().to(torch.float16).contiguous()}


def log_scores(
    tagger: SequenceTagger, field: RandomField, examples: Examples, sentences: list[Sentence], tags: tuple[str, ...]
) -> None:
    """Log what the tagger reaches on sentences, by corpus."""
    for corpus, (score, labels) in f1_by_corpus(sentences, predict(tagger, field, examples, sentences, tags)).items():
        single = ", ".join(f"{label} {value:.3f}" for label, value in labels.items())
        logger.info("held out of %s: F1 %.4f (%s)", corpus, score, single)
