"""From records to the core's plain values: the only place where the two meet."""

from apps.reconciliation.loading.code_lists import load_lists
from apps.reconciliation.loading.material import (
    Material,
    load,
    load_statements,
    load_with_bases,
    read_few,
    read_with_bases,
)
from apps.reconciliation.loading.policies import build_policy, load_policy
from apps.reconciliation.loading.statements import read_versions, to_statements

__all__ = [
    "Material",
    "build_policy",
    "load",
    "load_lists",
    "load_policy",
    "load_statements",
    "load_with_bases",
    "read_few",
    "read_versions",
    "read_with_bases",
    "to_statements",
]
