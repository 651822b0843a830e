"""How a file of tests in python is run: silent but for one line that counts, and whatever fails."""
import contextlib
import io
import sys
import unittest


def run(name):
    """Runs the tests of the main module; the exit code."""
    log = io.StringIO()
    with contextlib.redirect_stderr(log):
        suite = unittest.defaultTestLoader.loadTestsFromModule(sys.modules["__main__"])
        result = unittest.TextTestRunner(stream=log).run(suite)
    failed = len(result.failures) + len(result.errors)
    if failed:
        print(log.getvalue())
    skipped = len(result.skipped)
    print(f"{name}: {result.testsRun - failed - skipped} passed, {failed} failed" +
          "".join(sorted({f"\n  skipped: {why}" for _, why in result.skipped})))
    return failed > 0 or result.testsRun == 0
