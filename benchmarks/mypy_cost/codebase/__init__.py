"""A code base in the making: signals, payload models, receivers and sends in any number."""

# How the package is laid out; arrows point at what is imported.
#
#   __main__ -> writing                              the command line; the files
#                  |
#                  +--> models, signals, receivers, senders      the text of one module of an app
#                  |       |
#                  v       v
#                plan -> fields, names               what there will be, and what it is called
#                source                              imports and layout of Python source
