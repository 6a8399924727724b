"""The addresses of the pages. Each name is the name of its view."""

from django.urls import path, re_path

from apps.claims.references import CLAIM_PATTERN, FINDING_PATTERN
from apps.compare import views

urlpatterns = [
    path("", views.home, name="home"),
    path("topics/", views.topics, name="topics"),
    path("topics/<slug:slug>/", views.topic, name="topic"),
    path("claims/", views.claims, name="claims"),
    re_path(rf"^claims/({CLAIM_PATTERN})/$", views.claim, name="claim"),
    path("findings/", views.findings, name="findings"),
    re_path(rf"^findings/({FINDING_PATTERN})/$", views.finding, name="finding"),
    re_path(rf"^findings/({FINDING_PATTERN})/review/$", views.review_finding, name="review_finding"),
    re_path(rf"^findings/({FINDING_PATTERN})/explain/$", views.explain_finding, name="explain_finding"),
    re_path(rf"^findings/({FINDING_PATTERN})/assign/$", views.assign_finding, name="assign_finding"),
    path("sources/", views.sources, name="sources"),
    path("sources/<slug:slug>/", views.source, name="source"),
    path("compare/", views.compare, name="compare"),
    path("method/", views.method, name="method"),
]
