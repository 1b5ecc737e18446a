"""The floor: the same work in as little Django as there can be, with sessions and sign-in.

No access rules, no past quarters, no history of changes, no layout; plain ORM and plain templates.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import Avg, Count, Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from backlogs.models import Backlog, Item
from metrics.models import Metric, MetricQuarter, ProductScore
from products.models import Cluster, Ownership, Product, StagePeriod

PAGE = 50


def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


@login_required
def hello(request: HttpRequest) -> HttpResponse:
    return render(request, "hello.html")


@login_required
def products(request: HttpRequest) -> HttpResponse:
    q = request.GET.get("q", "")
    found = Product.objects.select_related("cluster").order_by("name", "pk")
    if q:
        found = found.filter(Q(name__icontains=q) | Q(key__iexact=q))
    total, page = found.count(), list(found[:PAGE])
    today, keys = timezone.localdate(), [row.pk for row in page]
    stages = dict(
        StagePeriod.objects.on(today).filter(product__in=keys).values_list("product", "stage")
    )
    owners = dict(
        Ownership.objects.on(today)
        .filter(cluster__in={row.cluster_id for row in page})
        .values_list("cluster", "person__name")
    )
    scores = {
        row.product_id: row
        for row in ProductScore.objects.filter(product__in=keys).order_by("quarter_start")
    }
    counts = dict(
        Item.objects.unfinished()
        .filter(product__in=keys)
        .values("product")
        .annotate(count=Count("pk"))
        .values_list("product", "count")
    )
    rows = [
        {
            "name": row.name,
            "key": row.key,
            "url": f"/products/{row.slug}/",
            "stage": stages.get(row.pk),
            "cluster": row.cluster.name,
            "owner": owners.get(row.cluster_id),
            "health": scores[row.pk].health if row.pk in scores else None,
            "value": scores[row.pk].value if row.pk in scores else None,
            "items": counts.get(row.pk, 0),
        }
        for row in page
    ]
    return render(request, "products.html", {"rows": rows, "total": total, "q": q})


@login_required
def product(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Product.objects.select_related("cluster"), slug=slug)
    metrics = list(Metric.objects.filter(product=found))
    values: dict[int, list[Any]] = {metric.pk: [] for metric in metrics}
    for row in MetricQuarter.objects.filter(metric__in=metrics).order_by("quarter_start"):
        values[row.metric_id].append(row.value)
    context = {
        "product": found,
        "metrics": [{"name": m.name, "unit": m.unit, "values": values[m.pk]} for m in metrics],
        "items": Item.objects.unfinished().filter(product=found).order_by("rank")[:10],
        "owners": Ownership.objects.filter(cluster=found.cluster).select_related("person"),
    }
    return render(request, "product.html", context)


@login_required
def backlog(request: HttpRequest, slug: str) -> HttpResponse:
    cluster = get_object_or_404(Cluster, slug=slug)
    items = (
        Item.objects.unfinished().filter(cluster=cluster).select_related("product").order_by("rank")
    )
    if q := request.GET.get("q", ""):
        items = items.filter(title__icontains=q)
    return render(request, "backlog.html", {"items": items[:500]})


@login_required
def rest_items(request: HttpRequest) -> HttpResponse:
    rows = Item.objects.unfinished().filter(cluster__slug=request.GET["cluster"])
    names = (
        "number", "title", "type", "dimension", "state", "effort", "created_at", "touched_at",
        "version", "product__key", "product__slug", "cluster__slug", "assignee__slug",
    )  # fmt: skip
    return JsonResponse({"results": list(rows.order_by("rank").values(*names)[:100])})


@login_required
def dashboard(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    newest = ProductScore.objects.order_by("-quarter_start").values("quarter_start")[:1]
    scores = ProductScore.objects.filter(quarter_start=newest)
    figures = [
        ("products", Product.objects.count()),
        ("stages", list(StagePeriod.objects.on(today).values_list("stage").annotate(Count("pk")))),
        ("owned", Ownership.objects.on(today).count()),
        ("scores", scores.aggregate(Avg("health"), Avg("value"), Count("health"))),
        ("items", list(Item.objects.values_list("state").annotate(Count("pk")))),
    ]
    return render(request, "dashboard.html", {"figures": figures})


@csrf_exempt
@login_required
@transaction.atomic
def move(request: HttpRequest, pk: int, after: int) -> HttpResponse:
    item = Item.objects.get(pk=pk)
    list(Backlog.objects.select_for_update().filter(cluster=item.cluster_id))
    low = Item.objects.values_list("rank", flat=True).get(pk=after)
    rest = Item.objects.filter(cluster=item.cluster_id, rank__gt=low).order_by("rank")
    high = rest.exclude(pk=pk).values_list("rank", flat=True).first()
    rank = low + 2**32 if high is None else (low + high) // 2
    Item.objects.filter(pk=pk).update(rank=rank)
    return HttpResponse(status=204)


urlpatterns = [
    path("healthz", healthz),
    path("hello/", hello),
    path("products/", products),
    path("products/<slug:slug>/", product),
    path("clusters/<slug:slug>/backlog/", backlog),
    path("api/v1/items/", rest_items),
    path("portfolio/", dashboard),
    path("move/<int:pk>/<int:after>/", move),
]
