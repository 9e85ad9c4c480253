"""`python -m nlp.training.compare` trains several taggers for equally long, on the same sentences, and prints a table.

Each gets the same seconds of one processor core after its pretraining, if it has any, and is measured on the same
sentences that none was trained on.
"""

from __future__ import annotations

import argparse
import copy
import random
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file

from nlp.entities.character_reader import LEXICON, VOCABULARY, base_words
from nlp.entities.characters import Vocabulary
from nlp.entities.knowledge import load
from nlp.entities.lexicon import WIDTH, Lexicon
from nlp.entities.tags import make_tags
from nlp.training.baselines import Embeddings, RecurrentTagger, spacy_examples, spacy_pipeline
from nlp.training.finetune import Examples, FinetuneConfig, f1_by_corpus, finetune, predict
from nlp.training.labelled import LABELS, Sentence, in_validation, make_sentence, read_rows, read_sentences
from nlp.training.recipe import RECIPE, encoder_sizes, make_tagger, read_recipe
from nlp.training.tagger import RandomField, SequenceTagger, TaggerConfig, TransformerTagger
from nlp.training.towers import TowersConfig
from nlp.training.transformer import Transformer, TransformerConfig

_NAMES = ("PERSON", "ORG", "LOC")
_FILES = ("zh/cluener.train", "ko/klue.dev")
_TAGS = tuple(make_tags(LABELS))
_TRIAL = 10  # steps that show how long one takes
_SEED = 1

Spans = set[tuple[int, int, str]]


def taggers(sizes: TowersConfig, weights: Path) -> Iterator[tuple[str, Callable[[], SequenceTagger]]]:
    """Yield the name of each tagger and what makes it."""
    config, state = TaggerConfig(_TAGS, WIDTH), load_file(weights)

    def recurrent() -> SequenceTagger:
        embeddings = Embeddings(sizes)
        embeddings.load_state_dict({name: value for name, value in state.items() if name in embeddings.state_dict()})
        for table in (embeddings.bigrams, embeddings.trigrams):
            table.weight.requires_grad_(False)
        return RecurrentTagger(embeddings, config)

    yield "towers, pretrained (ours)", lambda: make_tagger(sizes, 0.1, config, state)
    yield "BiLSTM-CRF, pretrained embeddings", recurrent
    small = TransformerConfig(sizes.vocabulary, sizes.buckets, layers=3)
    yield "transformer, 3 layers, from scratch", lambda: TransformerTagger(Transformer(small, 0.1), config)


def train_for(
    seconds: float, tagger: SequenceTagger, field: RandomField, examples: Examples, sentences: Sequence[Sentence]
) -> int:
    """Train a tagger for about this many seconds of one core; give the number of steps."""
    trial = copy.deepcopy((tagger, field))
    started = time.process_time()
    finetune(*trial, examples, sentences, FinetuneConfig(_TRIAL, seed=_SEED))
    steps = int(_TRIAL * seconds / (time.process_time() - started))
    finetune(tagger, field, examples, sentences, FinetuneConfig(steps, seed=_SEED))
    return steps


def spacy_found(seconds: float, training: Sequence[Sentence], test: Sequence[Sentence]) -> tuple[list[Spans], int]:
    """Train spaCy's tagger as long, and give what it finds, and its batches."""
    language = spacy_pipeline(_NAMES)
    optimizer, order = language.initialize(), random.Random(_SEED)
    started, batches = time.process_time(), 0
    while time.process_time() - started < seconds:
        batch = order.sample(training, 32)
        language.update(list(spacy_examples(language, batch, _NAMES)), sgd=optimizer, drop=0.2)
        batches += 1
    docs = language.pipe(sentence.text for sentence in test)
    return [{(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents} for doc in docs], batches


def report(name: str, steps: int, test: Sequence[Sentence], found: Sequence[Spans], speed: float) -> None:
    """Print a row of the table: F1 over persons, organisations and places."""
    named = [Sentence(s.text, tuple(name for name in s.names if name[2] in _NAMES), s.corpus, s.lang) for s in test]
    kept = [{name for name in names if name[2] in _NAMES} for names in found]
    scores = f1_by_corpus(named, kept)
    print(f"| {name} | {steps} | {scores['cluener'][0]:.3f} | {scores['klue'][0]:.3f} | {speed:.0f} |", flush=True)


def main() -> None:
    """Train, measure and print."""
    parser = argparse.ArgumentParser(prog="python -m nlp.training.compare", description=__doc__)
    parser.add_argument("folder", type=Path, help="the model's folder, for its vocabulary and lexicon")
    parser.add_argument("--data", type=Path, required=True, help="the folder of training data")
    parser.add_argument("--encoder", type=Path, required=True, help="the pretrained encoder, from --work of the recipe")
    parser.add_argument("--seconds", type=float, default=600, help="of one core, for each (default 600)")
    parser.add_argument("--only", help="part of the names of the taggers to train (default: all)")
    args = parser.parse_args()
    torch.set_num_threads(1)
    vocabulary = Vocabulary(args.folder / VOCABULARY)
    sizes, _ = encoder_sizes(read_recipe(args.folder / RECIPE), vocabulary)
    if not isinstance(sizes, TowersConfig):
        parser.error("the recipe's encoder must be of the kind that ships: towers")
    lexicon = Lexicon.load(args.folder / LEXICON).merged(Lexicon.build(base_words(load())))
    examples = Examples(vocabulary, lexicon, _TAGS, sizes.buckets)
    sentences = list(read_sentences(args.data / "ner", _FILES))
    training = [sentence for sentence in sentences if not in_validation(sentence.text)]
    test = [make_sentence(row, "cluener") for row in read_rows(args.data / "ner/zh/cluener.dev.jsonl")]
    test += [sentence for sentence in sentences if sentence.corpus == "klue" and in_validation(sentence.text)]
    characters = sum(len(sentence.text) for sentence in test)
    wanted = [(name, make) for name, make in taggers(sizes, args.encoder) if (args.only or "") in name]
    for name, make in wanted:
        torch.manual_seed(_SEED)
        tagger, field = make(), RandomField(_TAGS)
        steps = train_for(args.seconds, tagger, field, examples, training)
        started = time.process_time()
        found = predict(tagger, field, examples, test, _TAGS)
        report(name, steps, test, found, characters / (time.process_time() - started))
    if (args.only or "") in "spaCy tok2vec":
        started = time.process_time()
        found, batches = spacy_found(args.seconds, training, test)
        report("spaCy tok2vec", batches, test, found, characters / (time.process_time() - started - args.seconds))


if __name__ == "__main__":
    main()
