#!/usr/bin/env python3
"""Ends the bench in the middle of a part: it says so in one line."""
import os
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

import unittests

RUN = Path(__file__).resolve().parent / "bench/run"


class TheBench(unittest.TestCase):
    def stopped(self, number):
        """Its standard error, after a signal that comes when something is there to be put away."""
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            bench = subprocess.Popen([RUN, "--small", "session"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                     text=True, env=dict(os.environ, TMPDIR=folder), start_new_session=True)
            while not os.listdir(folder):
                self.assertIsNone(bench.poll())
                time.sleep(0.01)
            bench.send_signal(number)
            _, error = bench.communicate(timeout=60)
            self.assertEqual(bench.returncode, 128 + number, error)
            return error

    def test_a_signal_ends_it_with_one_line(self):
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            error = self.stopped(number)
            self.assertIn(f"the bench was ended by {number.name}: what stands above is all\n", error)
            self.assertNotIn("Traceback", error)


if __name__ == "__main__":
    sys.exit(unittests.run("bench_stops"))
