from plain.signals.dispatch import Signal as Signal

request_started: Signal
request_finished: Signal
# Up to 0.61, and gone by 0.133.
got_request_exception: Signal
