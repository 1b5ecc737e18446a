"""Settings of the REST API and its schema, taken up by `portfolio.settings`."""

from typing import Any

API_RATE = 1_200  # requests a minute for each person or token in each web process
REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["portfolio.kernel.api.asking.KnownPerson"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "portfolio.kernel.api.asking.AlwaysJson",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["portfolio.kernel.api.reading.JsonParser"],
    "DEFAULT_THROTTLE_CLASSES": ["portfolio.kernel.api.throttle.MinuteThrottle"],
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_SCHEMA_CLASS": "portfolio.kernel.api.schema.Schema",
    "EXCEPTION_HANDLER": "portfolio.kernel.api.refusing.refused",
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Almanac",
    "VERSION": "1",
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    # Closed sets of words that several fields take; without a name here the check says so.
    "ENUM_NAME_OVERRIDES": {"ItemState": "backlogs.values.ItemState.choices"},
}
