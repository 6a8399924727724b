"""The addresses of the workbench, below that of its source in the admin."""

from django.contrib import admin
from django.urls import path

from apps.workbench import views

urlpatterns = [
    path("sources/source/<int:source_id>/figures/", admin.site.admin_view(views.figures), name="figures"),
    path("sources/source/<int:source_id>/versions/", admin.site.admin_view(views.versions), name="versions"),
]
