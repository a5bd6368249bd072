"""``python -m openmash.config.embedded start|stop|status|psql [arguments for psql]``."""

# ruff: noqa: T201, S606 - a command for the terminal

import os
import sys

from openmash.config.embedded import Cluster, ClusterProblem, default_folder, place


def main(arguments: list[str]) -> int:
    cluster = Cluster(default_folder())
    match arguments:
        case ["start"]:
            cluster.start(detached=True)
            return _tell(cluster)
        case ["stop"]:
            cluster.stop()
            return 0
        case ["status"]:
            return _tell(cluster)
        case ["psql", *rest]:
            return _psql(cluster, rest)
    print(__doc__, file=sys.stderr)
    return 2


def _tell(cluster: Cluster) -> int:
    alive = cluster.is_alive()
    state = f"running, process {cluster.pid}" if alive else "not running"
    print(f"{state}, in {cluster.folder}")
    return 0 if alive else 3


def _psql(cluster: Cluster, rest: list[str]) -> int:
    psql = place.programs(place.system_user()) / "psql"
    environment = {"PGDATABASE": "openmash", **cluster.psql_environment("owner")}
    os.execve(psql, ["psql", *rest], environment)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except ClusterProblem as problem:
        print(f"openmash: {problem}", file=sys.stderr)
        sys.exit(2)
