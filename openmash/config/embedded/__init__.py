"""The embedded PostgreSQL: a private server over a Unix socket, started and stopped with us.

Meant for trying OpenMASH, for tests and for a very small hub. Needs no Django.
"""

from openmash.config.embedded.cluster import Cluster
from openmash.config.embedded.place import ClusterProblem, default_folder

__all__ = ["Cluster", "ClusterProblem", "default_folder"]
