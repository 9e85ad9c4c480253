"""From a trained tagger to the ONNX graph that runs, one stretch a call."""

from __future__ import annotations

import numpy as np
import onnx

from nlp.training.graph import Graph
from nlp.training.tagger import SequenceTagger, TowersTagger, TransformerTagger
from nlp.training.towers import Block


def export(tagger: SequenceTagger) -> onnx.ModelProto:
    """Build the graph of a tagger; see `Graph.model` for what goes in and what comes out."""
    if isinstance(tagger, TransformerTagger):
        return _transformer(tagger)
    if isinstance(tagger, TowersTagger):
        return _towers(tagger)
    raise TypeError(type(tagger).__name__)


def _transformer(tagger: TransformerTagger) -> onnx.ModelProto:
    graph, encoder, width = Graph(), tagger.encoder, tagger.encoder.config.width
    character = graph.embed("characters", encoder.characters)
    bigram, trigram = graph.embed("bigrams", encoder.bigrams), graph.embed("trigrams", encoder.trigrams)
    parts = [character, graph.rows(bigram, 0, -1), graph.rows(bigram, 1, None)]
    parts += [graph.rows(trigram, first, first - 2 if first < 2 else None) for first in range(3)]
    embedded = graph.normal(graph.concat(parts), encoder.config.embedded)
    x = graph.linear(graph.quantise(embedded), encoder.project)
    (x,) = graph.add("Add", [x, graph.linear(graph.quantise("features"), tagger.known)])
    apart = _apart(graph, encoder.config.distance)
    for number, layer in enumerate(encoder.layers):
        distances = graph.constant(f"distances_{number}", layer.distances.detach().numpy()[None])
        (bias,) = graph.add("Gather", [distances, apart], axis=2)
        mixed = graph.linear(graph.quantise(graph.normal(x, width)), layer.attend)
        seen = graph.attention(mixed, bias, layer.heads)
        (x,) = graph.add("Add", [x, graph.linear(graph.quantise(graph.normal(seen, width)), layer.merge)])
        wide = graph.gelu(graph.linear(graph.quantise(graph.normal(x, width)), layer.widen))
        inner = graph.quantise(graph.normal(wide, layer.widen.out_features))
        (x,) = graph.add("Add", [x, graph.linear(inner, layer.narrow)])
    both = graph.concat([graph.normal(x, width), "features"])
    scores = graph.linear(graph.quantise(both), tagger.emit)
    return graph.model(scores, tagger.known.in_features, tagger.emit.out_features)


def _apart(graph: Graph, reach: int) -> str:
    """Which of the learned distances lies between two places: [n, n]."""
    (size,) = graph.add("Size", ["characters"])
    zero, one = (graph.constant(f"number_{number}", np.int64(number)) for number in (0, 1))
    (places,) = graph.add("Range", [zero, size, one])
    ahead, behind = (graph.add("Unsqueeze", [places, graph.integers(axis)])[0] for axis in (0, 1))
    (apart,) = graph.add("Sub", [ahead, behind])
    ends = [graph.constant(f"number_{number}", np.int64(number)) for number in (-reach, reach)]
    (near,) = graph.add("Clip", [apart, *ends])
    return graph.add("Add", [near, ends[1]])[0]


def _towers(tagger: TowersTagger) -> onnx.ModelProto:
    graph, encoder, width = Graph(), tagger.encoder, tagger.encoder.config.width
    character = graph.embed("characters", encoder.characters)
    bigram, trigram = graph.embed("bigrams", encoder.bigrams), graph.embed("trigrams", encoder.trigrams)
    left = graph.concat([character, graph.rows(bigram, 0, -1), graph.rows(trigram, 0, -2)])
    right = graph.concat([character, graph.rows(bigram, 1, None), graph.rows(trigram, 2, None)])
    for block in encoder.left:
        left = _block(graph, left, block)
    for block in encoder.right:
        right = _block(graph, right, block)
    both = graph.concat([graph.normal(left, width), graph.normal(right, width), "features"])
    x = graph.linear(graph.quantise(both), tagger.project)
    for block in tagger.blocks:
        x = _block(graph, x, block)
    scores = graph.linear(graph.quantise(graph.normal(x, tagger.emit.in_features)), tagger.emit)
    return graph.model(scores, tagger.project.in_features - 2 * width, tagger.emit.out_features)


def _block(graph: Graph, x: str, block: Block) -> str:
    seen = graph.quantise(graph.normal(x, block.linear.out_features // 2))
    reach = max(map(abs, block.offsets))
    before, after = (reach if any(sign * offset > 0 for offset in block.offsets) else 0 for sign in (-1, 1))
    (padded,) = graph.add("Pad", [seen, graph.integers(before, 0, after, 0), "zero"])
    parts = []
    for offset in block.offsets:
        first, rest = before + offset, after - offset
        parts.append(graph.rows(padded, first, -rest if rest else None))
    mixed = graph.linear(graph.concat(parts), block.linear)
    value, gate = graph.add("Split", [mixed], outputs=2, axis=1)
    (open_,) = graph.add("Sigmoid", [gate])
    (gated,) = graph.add("Mul", [value, open_])
    return graph.add("Add", [x, gated])[0]
