"""A script called as from the command line, without what it prints."""
import contextlib
import io
import sys
from unittest import mock


def call(module, *args):
    with mock.patch.object(sys, "argv", [module.__name__, *map(str, args)]), contextlib.redirect_stdout(io.StringIO()):
        module.main()
