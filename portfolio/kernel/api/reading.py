"""Reading what a program sends: JSON and query, strictly."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers
from rest_framework.parsers import BaseParser

from portfolio.kernel.api.asking import ApiRequest
from portfolio.kernel.jsonbody import parse


class JsonParser(BaseParser):
    """JSON through `kernel.jsonbody`, numbers with a fraction as decimals."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        """The value; `BadJson` for anything else."""
        return parse(stream.read(), exact=True)


class Strict(serializers.Serializer):
    """Fields it doesn't know are refused: a misspelt one must not be passed over in silence."""

    def to_internal_value(self, data: Any) -> Any:
        """As usual, after the names."""
        if isinstance(data, dict):
            unknown = [name for name in data if name not in self.fields]
            if unknown:
                raise serializers.ValidationError(
                    {name: ["There is no such field."] for name in unknown}, code="unknown_field"
                )
        return super().to_internal_value(data)


def read_body(
    shape: type[serializers.Serializer], request: ApiRequest, **options: Any
) -> dict[str, Any]:
    """The body as `shape` says; what is wrong is answered with 422."""
    read = shape(data=request.data, **options)
    read.is_valid(raise_exception=True)
    return dict(read.validated_data)


def read_query(shape: type[serializers.Serializer], request: ApiRequest) -> dict[str, Any]:
    """The query as `shape` says, each name once; what is wrong is answered with 422."""
    said = request.query_params
    repeated = [name for name in said if len(said.getlist(name)) > 1]
    if repeated:
        raise serializers.ValidationError({name: ["Say it once."] for name in repeated})
    read = shape(data=said.dict())
    read.is_valid(raise_exception=True)
    return dict(read.validated_data)
