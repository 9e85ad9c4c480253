"""`python -m nlp.training models/ner --data FOLDER` makes a model from its recipe."""

from __future__ import annotations

import argparse
import logging
from pathlib import Path

import torch

from nlp.training.recipe import make_model


def main() -> None:
    """Read the command line and make the model."""
    parser = argparse.ArgumentParser(prog="python -m nlp.training", description=__doc__)
    parser.add_argument("folder", type=Path, help="the model's folder, with its recipe.toml")
    parser.add_argument("--data", type=Path, required=True, help="the folder of training data: text/ and ner/")
    parser.add_argument("--standoff", type=Path, default=Path("corpora/standoff"), help="the annotated paragraphs")
    parser.add_argument("--work", type=Path, default=Path("build/ner"), help="for what is made on the way")
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(1)  # more cores serve better as processes, see nlp/training/parallel.py
    make_model(args.folder, args.data, args.work, args.standoff)


if __name__ == "__main__":
    main()
