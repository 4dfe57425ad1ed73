# The stubs cover `plain.signals`, and hide nothing else of plain: its own modules are read, and a module that is not there
# is missed.
from typing import assert_type

import plain.runtime
from plain.exceptions import ValidationError
from plain.http import Response
from plain.signals import Signal, request_started

assert_type(request_started, Signal)  # ok
assert_type(Response().status_code, str)  # E: assert-type # E: reportAssertTypeFailure "int"
known: object = ValidationError  # ok
print(plain.runtime.setup)  # ok
print(plain.runtime.no_such_name)  # E: attr-defined "no_such_name" # E: reportAttributeAccessIssue "no_such_name"

import plain.nowhere  # E: import-untyped "plain.nowhere" # E: reportMissingImports "plain.nowhere"
