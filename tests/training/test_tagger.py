"""The tagger's parts do what their descriptions say, on a model with weights by chance."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from nlp.entities.characters import PAD, ngrams
from nlp.entities.tags import make_tags, may_begin, may_end, may_follow

torch = pytest.importorskip("torch", reason="needs the extra `train`: torch is not installed")
pytest.importorskip("onnx", reason="needs the extra `train`: onnx is not installed")

from nlp.training.export import export  # noqa: E402 - after the check above
from nlp.training.tagger import RandomField, TaggerConfig, TowersTagger, TransformerTagger  # noqa: E402
from nlp.training.towers import Cloze, Towers, TowersConfig  # noqa: E402
from nlp.training.transformer import Transformer, TransformerConfig  # noqa: E402

SIZES = TowersConfig(vocabulary=50, buckets=256, characters=32, bigrams=16, trigrams=16)
SMALL = TransformerConfig(vocabulary=50, buckets=256, width=32, layers=2, heads=2, distance=6)
TAGS = tuple(make_tags(["ORG", "LOC"]))
CONFIG = TaggerConfig(TAGS, features=6, width=64)


@pytest.fixture(scope="module", params=["transformer", "towers"])
def tagger(request):
    torch.manual_seed(5)
    if request.param == "towers":
        return TowersTagger(Towers(SIZES), CONFIG).eval()
    tagger = TransformerTagger(Transformer(SMALL), CONFIG).eval()
    for weights in (tagger.known.weight, *(layer.distances for layer in tagger.encoder.layers)):
        torch.nn.init.normal_(weights)  # training begins with zeros, which would hide a mistake
    return tagger


def inputs(ids: np.ndarray) -> tuple[torch.Tensor, ...]:
    arrays = (ids, *ngrams(ids, SIZES.buckets))
    return (*(torch.from_numpy(array) for array in arrays), torch.from_numpy(ids != PAD).unsqueeze(-1).float())


def test_a_tower_sees_one_side_only():
    towers = Towers(SIZES).eval()
    ids = np.arange(2, 22)[None]
    changed = ids.copy()
    changed[0, 10] = 40
    with torch.no_grad():
        (left, right), (left_too, right_too) = towers(*inputs(ids)), towers(*inputs(changed))
    assert torch.equal(left[:, :10], left_too[:, :10])
    assert not torch.equal(left[:, 10:], left_too[:, 10:])
    assert torch.equal(right[:, 11:], right_too[:, 11:])
    assert not torch.equal(right[:, :11], right_too[:, :11])


def test_a_character_does_not_help_to_predict_itself():
    torch.manual_seed(5)
    encoder, cloze = Towers(SIZES), Cloze(SIZES)
    ids = np.arange(2, 22)[None]
    changed = ids.copy()
    changed[0, 10] = 40
    mask = torch.zeros(1, 20, dtype=torch.bool)
    mask[0, 10] = True
    target = torch.full((1, 20), 7)
    losses = [cloze(*encoder(*inputs(row)), target, mask).item() for row in (ids, changed)]
    assert losses[0] == losses[1]


def test_a_transformer_knows_what_stands_where():
    torch.manual_seed(5)
    encoder = Transformer(SMALL).eval()
    for layer in encoder.layers:
        torch.nn.init.normal_(layer.distances)
    ids = np.arange(2, 22)[None]
    turned = ids.copy()
    turned[0, [2, 3]] = turned[0, [3, 2]]
    with torch.no_grad():
        far = encoder(*inputs(ids))[0, 15] - encoder(*inputs(turned))[0, 15]
    assert far.abs().max() > 1e-4


def test_padding_changes_nothing(tagger):
    ids = np.arange(2, 12)[None]
    padded = np.concatenate([ids, np.full((1, 7), PAD)], axis=1)
    features = torch.rand(1, 17, 6)
    with torch.no_grad():
        alone = tagger(*inputs(ids)[:3], features[:, :10], inputs(ids)[3])
        beside = tagger(*inputs(padded)[:3], features, inputs(padded)[3])
    torch.testing.assert_close(beside[:, :10], alone)


def test_the_loss_is_that_of_all_possible_paths():
    torch.manual_seed(5)
    field = RandomField(TAGS)
    torch.nn.init.normal_(field.transitions)
    scores, length = torch.randn(1, 4, len(TAGS)), 3
    follow, begin, end = may_follow(TAGS), may_begin(TAGS), may_end(TAGS)

    def weight(path: tuple[int, ...]) -> float:
        steps = list(itertools.pairwise(path))
        if not (begin[path[0]] and end[path[-1]] and all(follow[step] for step in steps)):
            return 0.0
        total = sum(scores[0, i, tag].item() for i, tag in enumerate(path))
        return float(np.exp(total + sum(field.transitions[step].item() for step in steps)))

    gold = tuple(TAGS.index(tag) for tag in ("B-ORG", "E-ORG", "O"))
    every = sum(map(weight, itertools.product(range(len(TAGS)), repeat=length)))
    chosen = torch.full((1, 4, len(TAGS)), -1e4)
    for place, tag in enumerate(gold):
        chosen[0, place, tag] = 0.0
    loss = field(scores, torch.tensor([length]), torch.zeros(1, 1, len(TAGS)), chosen)
    assert loss.item() == pytest.approx(np.log(every) - np.log(weight(gold)), abs=1e-3)


def test_what_is_not_annotated_costs_nothing():
    field = RandomField(TAGS)
    scores, free = torch.randn(1, 4, len(TAGS)), torch.zeros(1, 4, len(TAGS))
    assert field(scores, torch.tensor([4]), torch.zeros(1, 1, len(TAGS)), free).item() == pytest.approx(0, abs=1e-4)


@pytest.mark.parametrize("length", [1, 2, 5, 40])
def test_the_graph_computes_what_the_tagger_computes(tagger, length):
    runtime = pytest.importorskip("onnxruntime")
    session = runtime.InferenceSession(export(tagger).SerializeToString(), providers=["CPUExecutionProvider"])
    ids = np.random.default_rng(length).integers(2, 50, (1, length))
    features = torch.randint(0, 2, (1, length, 6)).float()
    tensors = inputs(ids)
    with torch.no_grad():
        expected = tagger(*tensors[:3], features, tensors[3])[0].numpy()
    names = ("characters", "bigrams", "trigrams", "features")
    feed = {name: tensor[0].numpy() for name, tensor in zip(names, (*tensors[:3], features), strict=True)}
    (scores,) = session.run(None, feed)
    assert np.abs(scores - expected).mean() < 0.05 * np.abs(expected).mean() + 0.01
