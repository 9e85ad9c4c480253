"""`python -m nlp.cli` is the `xinmun` command."""

import sys

from nlp.cli.command import main

if __name__ == "__main__":
    sys.exit(main())
