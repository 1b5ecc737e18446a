"""Shapes of the people room's part of the API."""

from rest_framework import serializers

from people.values import Scope


class Me(serializers.Serializer):
    """Who asks, and with what."""

    person = serializers.CharField(help_text="The person's name in addresses and fields.")
    name = serializers.CharField()
    roles = serializers.ListField(child=serializers.CharField())
    scope = serializers.ChoiceField(Scope.choices())
    token = serializers.CharField(allow_null=True, help_text="The token's name, if one was used.")
    expires_at = serializers.DateTimeField(allow_null=True)
