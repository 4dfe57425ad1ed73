from plain.signals.dispatch.dispatcher import Signal as Signal, receiver as receiver
