"""Forms about clusters and products."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import RegexValidator

from people.models import Person
from people.queries import today
from portfolio.kernel.forms import DayField, VersionedForm
from products.models import Cluster, Persona, Product
from products.values import ChangeKind, Kind, Rationale, Stage, TreatAs


def text_field(label: str, rows: int = 3, **options: Any) -> forms.CharField:
    """A few sentences."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=5000, widget=widget, **options)


def count_field(label: str, **options: Any) -> forms.IntegerField:
    """How many people; the database holds up to two thousand million."""
    return forms.IntegerField(
        label=label, min_value=0, max_value=2_000_000_000, required=False, **options
    )


class ProductForm(VersionedForm):
    """What a product is; creating one also says where and when it begins."""

    name = forms.CharField(max_length=200)
    kind = forms.ChoiceField(choices=Kind.choices())
    summary = text_field("What it does, for whom", required=False)
    business_domain = forms.CharField(
        max_length=120, required=False, help_text="The part of the business it serves."
    )
    eligible_users = count_field("People it is meant for")
    daily_users = count_field("People who depend on it daily")
    key = forms.CharField(
        max_length=12,
        required=False,
        help_text="Two to twelve capitals that begin item references: CR-198. Left empty, it is "
        "made of the name and stays.",
        validators=[RegexValidator(r"^[A-Z][A-Z0-9]{1,11}$", "Use 2 to 12 capitals and digits.")],
    )
    cluster = forms.ModelChoiceField(
        queryset=Cluster.objects.none(), required=False, empty_label="It stands alone"
    )
    stage = forms.ChoiceField(choices=Stage.choices(), initial=Stage.INTRODUCTION)
    introduced_on = DayField(label="Since")

    def __init__(self, *args: Any, product: Product | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        if product is not None:
            for name in ("key", "cluster", "stage", "introduced_on"):
                del self.fields[name]
            return
        del self.fields["version"]
        cluster = self.fields["cluster"]
        assert isinstance(cluster, forms.ModelChoiceField)
        cluster.queryset = Cluster.objects.on(today())

    def clean_key(self) -> str:
        """A reference names one product."""
        key: str = self.cleaned_data["key"]
        if key and Product.objects.filter(key=key).exists():
            raise forms.ValidationError("Another product has this key.", code="key_taken")
        return key


class ClusterForm(VersionedForm):
    """What holds a cluster's products together."""

    name = forms.CharField(max_length=200)
    summary = text_field("What it is for", required=False)
    rationale_kinds = forms.MultipleChoiceField(
        label="Why these products belong together",
        choices=[(word.value, f"They {word.label}") for word in Rationale],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Needed as soon as there are two products. Being small is no reason.",
    )
    rationale = text_field("The reason in a sentence", 2, required=False)
    opened_on = DayField(label="Since")

    def __init__(self, *args: Any, cluster: Cluster | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["version" if cluster is None else "opened_on"]


class ChangeForm(forms.Form):
    """A migration, replatforming, upgrade or decommissioning that began."""

    kind = forms.ChoiceField(choices=ChangeKind.choices())
    title = forms.CharField(max_length=200, label="What is changing")
    started_on = DayField(label="Under way since")
    planned_end = DayField(label="Planned end", future=True, required=False)
    note = text_field("Note", 2, required=False)

    def clean(self) -> dict[str, Any]:
        """It cannot be planned to end before it began."""
        data = super().clean() or {}
        began, planned = data.get("started_on"), data.get("planned_end")
        if began and planned and planned < began:
            self.add_error("planned_end", "This lies before the start.")
        return data


class CompletionForm(forms.Form):
    """The day a change was finished."""

    on = DayField(label="Finished on")


class OverrideForm(forms.Form):
    """Leadership's word over the computed activity."""

    treat_as = forms.ChoiceField(choices=TreatAs.choices(), label="Treat it as")
    on = DayField(label="From")
    until = DayField(
        label="Until", future=True, help_text="The first day on which the data counts again."
    )
    reason = text_field("Why the data is wrong here", 2)


class UsersForm(forms.Form):
    """Who uses the product, and for what."""

    persona = forms.CharField(
        max_length=120,
        label="Kind of user",
        help_text="A name known across the portfolio, such as roster planner.",
        widget=forms.TextInput(attrs={"list": "personas", "autocomplete": "off"}),
    )
    headcount = count_field("How many")
    use_case = text_field("Their key use case", 2, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.personas = list(Persona.objects.values_list("name", flat=True))


class DependencyForm(forms.Form):
    """What the product needs."""

    needs = forms.ModelChoiceField(
        queryset=Product.objects.none(),
        label="It cannot do without",
        empty_label="Choose a product",
    )
    note = forms.CharField(max_length=200, required=False, label="For what")

    def __init__(self, *args: Any, product: Product, **options: Any) -> None:
        super().__init__(*args, **options)
        needs = self.fields["needs"]
        assert isinstance(needs, forms.ModelChoiceField)
        needs.queryset = Product.objects.exclude(pk=product.pk)


class MemberForm(forms.Form):
    """Somebody joins the team."""

    person = forms.ModelChoiceField(queryset=Person.objects.none(), empty_label="Choose a person")
    role = forms.CharField(max_length=120, required=False, help_text="Engineer, analyst, support.")
    on = DayField(label="Since")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        person = self.fields["person"]
        assert isinstance(person, forms.ModelChoiceField)
        person.queryset = Person.objects.active()


class OwnerHoursForm(forms.Form):
    """A field for each month in `known`, the newest first; left empty, nothing is recorded."""

    def __init__(self, *args: Any, known: Mapping[date, Decimal | None], **options: Any) -> None:
        super().__init__(*args, **options)
        self.months = {f"hours_{month:%Y_%m}": month for month in known}
        for name, month in self.months.items():
            self.fields[name] = forms.DecimalField(
                label=f"{month:%B %Y}",
                required=False,
                min_value=0,
                max_value=99_999,
                decimal_places=2,
                initial=known[month],
            )

    def hours(self) -> dict[date, Decimal | None]:
        """What was entered, by the first day of the month."""
        return {month: self.cleaned_data[name] for name, month in self.months.items()}


class StrategicMarkForm(forms.Form):
    """Leadership's word that a product weighs strategically."""

    on = DayField(label="From")
    reason = text_field("Why it weighs strategically", 2)
