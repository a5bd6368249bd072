"""A FAKE scanner, for the demonstration and the tests: it knows EICAR, the test file, and nothing else.

It protects nobody. A live hub has ClamAV (`OPENMASH_CLAMAV`) or holds every file.
"""

from __future__ import annotations

from openmash.foundation.files.scanning import Verdict

# In two parts, so that no scanner finds this file.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class FakeScanner:
    """Answers at once, and finds only the test file."""

    def scan(self, content: bytes) -> Verdict:
        """Found, or as clean as a fake can say."""
        return Verdict("a FAKE scanner", "Eicar-Test-Signature" if EICAR in content else "")
