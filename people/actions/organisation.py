"""What the organisation is called."""

from django.db import transaction

from people.models import Organisation


@transaction.atomic
def name_organisation(name: str) -> Organisation:
    """Write the organisation's name; the row is made when it is missing."""
    organisation, _ = Organisation.objects.select_for_update().get_or_create(pk=1)
    organisation.name = name
    organisation.save(update_fields=["name"])
    return organisation
