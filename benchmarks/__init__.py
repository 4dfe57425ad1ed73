"""Speed and memory of heliograph beside other dispatchers: `python -m benchmarks`."""

# How the package is laid out; arrows point at what is imported.
#
#   __main__ -> page -> verdicts -> targets     what is printed, written and to be reached
#      |         |                    |
#      |         +--> conclusions     |
#      |                   |          |
#      v                   v          v
#    groups/* -> contenders -> subject          what is measured: one module per group of rows
#      |
#      v
#    timing -> plan, results                    how it is measured: medians of ratios of blocks
#
#   mypy_cost                                  what the mypy plugin costs; a command of its own
