"""Runs the benchmarks on a throw-away database and writes docs/reference/benchmarks.md."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from openmash.config.embedded import Cluster, ClusterProblem  # noqa: E402

USUAL = ["100000", "1000000"]


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    home = Path(tempfile.mkdtemp(prefix="openmash-bench-"))
    home.chmod(0o711)  # the database's own user has to pass through
    try:
        with Cluster(home / "db", fsync=False) as cluster:
            return measure(cluster, arguments or USUAL)
    except ClusterProblem as problem:
        print(f"openmash: {problem}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    finally:
        shutil.rmtree(home, ignore_errors=True)


def measure(cluster: Cluster, sizes: list[str]) -> int:
    """Each run is a process of its own, entering the database as the application does."""
    settings = {
        f"OPENMASH_TEST_{role.upper()}_URL": cluster.url(role) for role in ("owner", "app", "root")
    }
    environment = {**os.environ, **settings, "DATABASE_URL": cluster.url("app")}
    command = [sys.executable, "-m", "tests.bench.measure", *sizes]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
