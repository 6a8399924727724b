"""What the public may see: published sources, and findings whose claims are all published."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from apps.claims.models import Claim
from apps.claims.querysets import ClaimQuerySet
from apps.reconciliation.models import Finding
from apps.reconciliation.querysets import FindingQuerySet
from apps.sources.models import Source


def public_findings() -> FindingQuerySet:
    """Findings, retired ones too, that give nothing away: all claims they were computed from are published.

    Each comes with what people decided about it.
    """
    hidden = Finding.inputs.through.objects.exclude(claim__state="published").values("finding")
    findings = Finding.objects.exclude(pk__in=hidden)
    # A claim that does not say who is counted speaks of its indicator's own population.
    return findings.with_decisions().select_related("left__indicator__population", "right__indicator__population")


def published_sources() -> "QuerySet[Source]":
    """Documents from which something was published."""
    return Source.objects.filter(pk__in=Claim.objects.published().values("source"))


def once_published() -> ClaimQuerySet:
    """Claims that are published, corrected or not, and withdrawn ones of which a finding spoke: those were published.

    A draft that was withdrawn unseen is not among them.
    """
    spoken_of = Exists(Finding.inputs.through.objects.filter(claim=OuterRef("pk")))
    return Claim.objects.filter(Q(state="published") | (Q(state="withdrawn") & spoken_of))
