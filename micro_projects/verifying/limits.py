"""How much is read of what anybody may have made: every bound in one place."""

from __future__ import annotations

MOST_FILES = 200_000
"""Files of a bundle. A log of a million entries has some four thousand tiles; the rest are disclosures."""
MOST_ARCHIVE = 2 * 1024**3
"""Bytes of a ZIP, and of all its files together, unpacked."""
MOST_FILE = 128 * 1024**2
"""Bytes of one file."""
MOST_DIRECTORY = 64 * 1024**2
"""Bytes of a ZIP's list of files."""
MOST_RATIO = 200
"""How much smaller a packed file may be than what it unpacks to; text packs about tenfold."""
MOST_PATH = 240
MOST_DEPTH = 12
"""Folders within folders."""
MOST_MANIFEST = 64 * 1024**2
MOST_KEYS = 64 * 1024
MOST_NOTE = 256 * 1024
MOST_DISCLOSURE = 16 * 1024**2
"""Bytes of a disclosure's machine form: texts and records stand in it."""
MOST_LOGS = 64
MOST_LEAVES = 2**21
"""Entries of a log; 64 MiB of leaf hashes."""
MOST_KEPT = 256 * 1024**2
"""Bytes of facts and records that stay in memory until every disclosure was read."""
MOST_LINES = 200
"""Lines one check may say; then only how many more."""
MOST_DAYS = 250
"""Working days of a period: a year's."""
MOST_CODES = 1_000_000
"""In a lot's population."""
MOST_PROJECTS = 300
"""On one ballot; people are asked to choose among a dozen."""
MOST_BALLOTS = 1_000_000

TIMEOUT = 20.0
"""Seconds until an address must have answered something."""
LONGEST = 300.0
"""Seconds for one answer as a whole."""
MOST_REDIRECTS = 3
MOST_FETCHED = 4 * 1024**3
"""Bytes of all answers together."""
