"""A database of this machine's own for one run, gone when the run ends."""

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from openmash.config.embedded import Cluster, ClusterProblem  # noqa: E402


def on_a_database(run: Callable[[dict[str, str]], int]) -> int:
    """Run it with an environment that says how to enter the database in each of its roles."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    home = Path(tempfile.mkdtemp(prefix="openmash-"))
    home.chmod(0o711)  # the database's own user has to pass through
    try:
        with Cluster(home / "db", fsync=False) as cluster:
            roles = ("owner", "app", "root")
            ways_in = {f"OPENMASH_TEST_{r.upper()}_URL": cluster.url(r) for r in roles}
            return run({**os.environ, **ways_in, "DATABASE_URL": cluster.url("app")})
    except ClusterProblem as problem:
        print(f"openmash: {problem}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    finally:
        shutil.rmtree(home, ignore_errors=True)
