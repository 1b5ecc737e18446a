from django.urls import URLPattern

app_name = "backlogs"

urlpatterns: list[URLPattern] = []
