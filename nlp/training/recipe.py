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
from safetensors.torch import save_file

from nlp.entities.character_reader import GRAPH, LEXICON, VOCABULARY, base_words
from nlp.entities.characters import Vocabulary
from nlp.entities.knowledge import load
from nlp.entities.lexicon import WIDTH, Lexicon
from nlp.entities.recogniser import CHARACTERS, CONFIG
from nlp.entities.tags import make_tags
from nlp.training.encoder import Encoder, EncoderConfig
from nlp.training.export import export
from nlp.training.finetune import Examples, FinetuneConfig, f1_by_corpus, finetune, predict
from nlp.training.labelled import LABELS, Sentence, in_validation, read_sentences
from nlp.training.parallel import join, wait
from nlp.training.pretrain import PretrainConfig, encode_all, pretrain, read_stretches, train_vocabulary
from nlp.training.tagger import RandomField, Tagger, TaggerConfig
from nlp.training.words import Substitutes, chinese_words, korean_names, korean_words

logger = logging.getLogger(__name__)

RECIPE, WEIGHTS, ENCODER = "recipe.toml", "model.safetensors", "encoder.pt"
_LONGEST = 200  # longer sentences are left out of training: a batch is as long as its longest
_GAZETTEER = "ner/ko/konec.train_gazetteer.tsv"


def make_model(folder: Path, data: Path, work: Path) -> None:
    """Make a model from its recipe.

    Args:
        folder: holds `recipe.toml`; the model's files are written beside it.
        data: holds `text/` and `ner/`.
        work: for what is made on the way; an encoder that is there already is not trained again.
    """
    recipe = tomllib.loads((folder / RECIPE).read_text(encoding="utf-8"))
    rank, _ = join()
    sizes = recipe["encoder"]
    dropout = sizes.pop("dropout")
    pretraining = PretrainConfig(**_with_tuples(recipe["pretrain"]))
    stretches = read_stretches(data / "text", pretraining)
    if rank == 0:
        work.mkdir(parents=True, exist_ok=True)
        train_vocabulary(stretches, folder / VOCABULARY, recipe["vocabulary"]["size"])
        _lexicon(data).save(folder / LEXICON)
    wait()
    vocabulary = Vocabulary(folder / VOCABULARY)
    config = EncoderConfig(vocabulary.size, **_with_tuples(sizes))
    if not (work / ENCODER).exists():
        pretrain(encode_all(vocabulary, stretches), config, pretraining, work / ENCODER)
    wait()
    tagging, settings = (
        TaggerConfig(tuple(make_tags(LABELS)), WIDTH, **_with_tuples(recipe["tagger"])),
        recipe["finetune"],
    )
    torch.manual_seed(settings["seed"])
    encoder = Encoder(config, dropout)
    encoder.load_state_dict(torch.load(work / ENCODER, weights_only=True))
    for table in (encoder.bigrams, encoder.trigrams):
        table.weight.requires_grad_(False)  # 11 million weights that 75,000 sentences would only learn by heart
    tagger, field = Tagger(encoder, tagging), RandomField(tagging.tags)
    lexicon = Lexicon.load(folder / LEXICON).merged(Lexicon.build(base_words(load())))
    examples = Examples(vocabulary, lexicon, tagging.tags, config.buckets)
    sentences = list(read_sentences(data / "ner"))
    training = [s for s in sentences if not in_validation(s.text) and len(s.text) <= _LONGEST]
    finetune(tagger, field, examples, training, FinetuneConfig(**settings), _substitutes(data))
    if rank == 0:
        _write(folder, tagger, field, tagging.tags, config.buckets)
        held_out = [s for s in sentences if in_validation(s.text) and not s.partial]
        _report(tagger, field, examples, held_out, tagging.tags)


def _with_tuples(settings: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in settings.items()}


def _lexicon(data: Path) -> Lexicon:
    dictionary = (files("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines()
    return Lexicon.build([*korean_words(data / _GAZETTEER), *chinese_words(dictionary)])


def _substitutes(data: Path) -> Substitutes:
    return Substitutes([*korean_names(data / _GAZETTEER), *_base_names()])


def _base_names() -> Iterator[tuple[str, str]]:
    for rows in load().aliases.values():
        for row in rows:
            if not row.ambiguous:
                yield row.exact, row.label


def _write(folder: Path, tagger: Tagger, field: RandomField, tags: tuple[str, ...], buckets: int) -> None:
    (folder / GRAPH).write_bytes(export(tagger).SerializeToString())
    save_file(_compact(tagger, field), folder / WEIGHTS)
    transitions = [[round(float(value), 4) for value in row] for row in field.transitions.detach()]
    config = {"kind": CHARACTERS, "tags": list(tags), "buckets": buckets, "transitions": transitions}
    (folder / CONFIG).write_text(json.dumps(config) + "\n", encoding="utf-8")


def _compact(tagger: Tagger, field: RandomField) -> dict[str, torch.Tensor]:
    """The weights in half precision, without the tables of embeddings: those lie in the graph, two thirds of it."""
    tensors = {name: value.to(torch.float16).contiguous() for name, value in tagger.state_dict().items()}
    for table in ("characters", "bigrams", "trigrams"):
        del tensors[f"encoder.{table}.weight"]
    return {**tensors, "transitions": field.transitions.detach().to(torch.float16).contiguous()}


def _report(
    tagger: Tagger, field: RandomField, examples: Examples, sentences: list[Sentence], tags: tuple[str, ...]
) -> None:
    for corpus, (score, labels) in f1_by_corpus(sentences, predict(tagger, field, examples, sentences, tags)).items():
        single = ", ".join(f"{label} {value:.3f}" for label, value in labels.items())
        logger.info("held out of %s: F1 %.4f (%s)", corpus, score, single)
