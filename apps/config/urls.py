"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path

from apps.config import health

admin.site.site_header = admin.site.site_title = "Countercheck"
admin.site.index_title = "Records"

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("admin/", include("apps.workbench.urls")),
    path("admin/", admin.site.urls),
    path("", include("apps.exchange.urls")),
    path("", include("apps.compare.urls")),
]
