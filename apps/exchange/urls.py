from django.urls import path

from apps.exchange import views

urlpatterns = [
    path("claims.csv", views.claims_csv, name="claims_csv"),
    path("findings.csv", views.findings_csv, name="findings_csv"),
    path("topics/<slug:slug>.csv", views.topic_csv, name="topic_csv"),
    path("topics/<slug:slug>/<slug:chart>.csv", views.topic_chart_csv, name="topic_chart_csv"),
]
