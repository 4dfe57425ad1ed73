"""What the plugin `heliograph.mypy` costs: `python -m benchmarks.mypy_cost`."""

# How the package is laid out; arrows point at what is imported.
#
#   __main__ -> report -> measuring -> workplace -> codebase/*    what mypy runs on
#      |                                   |
#      +-----> importing                   |
#                  |                       |
#                  v                       v
#                       running                                   how one run is timed
