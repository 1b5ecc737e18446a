"""Forms of the review room."""

from __future__ import annotations

from typing import Any

from django import forms

from people.models import Person
from portfolio.kernel.forms import DayField
from products.models import Cluster, Product
from products.values import Rationale


class TakerForm(forms.Form):
    """Step one: who could become accountable, from when, found by which words."""

    person = forms.ModelChoiceField(
        Person.objects.none(), to_field_name="slug", required=False, label="Person"
    )
    on = DayField(label="From", future=True, required=False)
    q = forms.CharField(label="Search", max_length=100, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = Person.objects.active()  # type: ignore[attr-defined]


class OwnershipForm(forms.Form):
    """Step two: from when, and why; person and present owner are those whose loads were shown."""

    person = forms.ModelChoiceField(
        Person.objects.active(), to_field_name="slug", widget=forms.HiddenInput
    )
    seen_owner = forms.CharField(required=False, widget=forms.HiddenInput)
    on = DayField(
        label="Accountable from",
        future=True,
        help_text="Today or later. It holds once the person accepts.",
    )
    reason = forms.CharField(
        label="Why", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), required=False
    )


class SeenForm(forms.Form):
    """Knows what had happened to the warning when the page was shown: the newest event's key."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Several of these stand on one page, so each field's id says whose it is."""
        kwargs.setdefault("auto_id", f"{type(self).__name__.lower()}_%s")
        super().__init__(*args, **kwargs)


class ReopenForm(SeenForm):
    """Nothing to say."""


class AcknowledgeForm(SeenForm):
    """I know, and this is what happens now."""

    note = forms.CharField(
        label="What happens now",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class SnoozeForm(SeenForm):
    """Quiet up to and including a day, for a reason."""

    until = DayField(label="Quiet up to and including", future=True)
    note = forms.CharField(
        label="Why it can wait", max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class ProductsField(forms.ModelMultipleChoiceField):
    """Products by their slugs, one check box each."""

    def __init__(self, **options: Any) -> None:
        defaults = {"to_field_name": "slug", "widget": forms.CheckboxSelectMultiple}
        super().__init__(Product.objects.none(), **{**defaults, **options})


class SplitChoiceForm(forms.Form):
    """Step one of a split: which products leave, what their cluster is called, whose it shall be.

    Without a name it is called like the first product.
    """

    products = ProductsField(label="Which products leave")
    name = forms.CharField(
        max_length=200,
        required=False,
        label="Name of the new cluster",
        help_text="Left empty, it is called like the product.",
    )
    person = forms.ModelChoiceField(
        Person.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label="Whoever is accountable now",
        label="Who should be accountable for it",
        help_text="Somebody else is asked, and takes over once they accept.",
    )

    def __init__(self, *args: Any, cluster: Cluster, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["products"].queryset = cluster.products.order_by("name")  # type: ignore[attr-defined]
        self.fields["person"].queryset = Person.objects.active().order_by("name")  # type: ignore[attr-defined]


class ReasonedForm(forms.Form):
    """From when, and why; `seen` is what the loads and lists were shown of."""

    seen = forms.CharField(widget=forms.HiddenInput)
    on = DayField(label="From", help_text="Today or an earlier day of this quarter.")
    reason = forms.CharField(label="Why", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class RationaleForm(forms.Form):
    """Why several products belong together."""

    rationale_kinds = forms.MultipleChoiceField(
        label="Why these products belong together",
        choices=[(word.value, f"They {word.label}") for word in Rationale],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Being small is no reason.",
    )
    rationale = forms.CharField(
        label="The reason in a sentence",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class SplitForm(ReasonedForm, RationaleForm):
    """Step two: what was chosen and shown, from when, and why."""

    products = ProductsField(widget=forms.MultipleHiddenInput)
    name = forms.CharField(max_length=200, widget=forms.HiddenInput)
    person = forms.ModelChoiceField(
        Person.objects.active(), to_field_name="slug", required=False, widget=forms.HiddenInput
    )
    takes_team = forms.BooleanField(
        label="The team works for both clusters", required=False, initial=True
    )
    field_order = ("on", "reason", "takes_team", "rationale_kinds", "rationale")

    def __init__(self, *args: Any, several: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["products"].queryset = Product.objects.all()  # type: ignore[attr-defined]
        if not several:
            del self.fields["rationale_kinds"], self.fields["rationale"]


class GroupChoiceForm(forms.Form):
    """Step one of bringing products in: which ones."""

    products = forms.ModelMultipleChoiceField(
        Product.objects.none(),
        to_field_name="slug",
        label="Which products come in",
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text="Several with Ctrl or Shift held.",
    )

    def __init__(self, *args: Any, cluster: Cluster, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Product.objects.exclude(cluster=cluster).order_by("name")
        self.fields["products"].queryset = others  # type: ignore[attr-defined]


class GroupForm(ReasonedForm, RationaleForm):
    """Step two: what was chosen and shown, why they belong together, from when."""

    products = ProductsField(widget=forms.MultipleHiddenInput)
    field_order = ("rationale_kinds", "rationale", "on", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["products"].queryset = Product.objects.all()  # type: ignore[attr-defined]


class DismissalForm(forms.Form):
    """Why nothing follows from a signal."""

    reason = forms.CharField(
        label="Why nothing follows from it",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It stays on this page with the reason, and is not warned of for two quarters.",
    )


class RefusalForm(forms.Form):
    """A no, with its reason."""

    reason = forms.CharField(
        label="Why not",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Whoever proposed it reads this.",
    )
