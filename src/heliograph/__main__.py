"""Runs the command line: `python -m heliograph`."""

import sys

from heliograph.cli import main

if __name__ == "__main__":
    sys.exit(main())
