from django.urls import path

from apps.exchange import views

urlpatterns = [
    path("claims.csv", views.claims_csv, name="claims_csv"),
    path("claims.json", views.claims_json, name="claims_json"),
    path("claims.xlsx", views.claims_xlsx, name="claims_xlsx"),
    path("findings.csv", views.findings_csv, name="findings_csv"),
    path("findings.json", views.findings_json, name="findings_json"),
    path("findings.xlsx", views.findings_xlsx, name="findings_xlsx"),
    path("sources.csv", views.sources_csv, name="sources_csv"),
    path("sources.json", views.sources_json, name="sources_json"),
    path("sources.xlsx", views.sources_xlsx, name="sources_xlsx"),
    path("topics/<slug:slug>.csv", views.topic_csv, name="topic_csv"),
    path("topics/<slug:slug>/<slug:chart>.csv", views.topic_chart_csv, name="topic_chart_csv"),
    path("topics/<slug:slug>.json", views.topic_json, name="topic_json"),
    path("topics/<slug:slug>.xlsx", views.topic_xlsx, name="topic_xlsx"),
]
