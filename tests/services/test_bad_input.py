"""Input no person types: refused in one place each, before anything is stored.

Negative controls: every case with "off" runs the same request past the protection and shows what
it prevents; a protection that refused everything fails the harmless cases.
"""

from collections.abc import Callable
from io import BytesIO

import pytest
from django import forms
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings

from portfolio.kernel.characters import has_control_characters, refuse_control_characters
from portfolio.kernel.jsonbody import BadJson, parse
from portfolio.middleware.body import BodyLimitMiddleware

MIB = 1024 * 1024


class CountingBody(BytesIO):
    """A request body that knows how much of it was read."""

    taken = 0

    def read(self, size: int | None = -1) -> bytes:
        found = super().read(size)
        self.taken += len(found)
        return found


def read_form(request: HttpRequest) -> HttpResponse:
    """What the CSRF check does to every form: it reads the whole body."""
    return HttpResponse(str(len(request.POST)))


def oversized(body: CountingBody, length: int) -> HttpRequest:
    request = RequestFactory().post("/", content_type="application/x-www-form-urlencoded")
    request.environ.update({"wsgi.input": body, "CONTENT_LENGTH": str(length)})
    return type(request)(request.environ)


@override_settings(BODY_LIMIT=MIB)
@pytest.mark.parametrize(("protection", "status", "taken"), [("on", 413, 0), ("off", 200, 2 * MIB)])
def test_a_huge_body_is_413_before_a_byte_is_read(protection: str, status: int, taken: int) -> None:
    body = CountingBody(b"a=" + b"x" * (2 * MIB - 2))
    handler: Callable[[HttpRequest], HttpResponse] = read_form
    if protection == "on":
        handler = BodyLimitMiddleware(read_form)
    answer = handler(oversized(body, 2 * MIB))
    assert (answer.status_code, body.taken) == (status, taken)


@override_settings(BODY_LIMIT=MIB)
def test_the_whole_program_refuses_a_huge_upload(client: Client) -> None:
    answer = client.post("/healthz", b"x" * (MIB + 1), content_type="application/octet-stream")
    assert answer.status_code == 413
    assert "larger than 1 MB. Nothing was stored." in answer.content.decode()
    assert answer["X-Request-ID"] in answer.content.decode()


@override_settings(BODY_LIMIT=MIB)
def test_a_body_at_the_limit_passes(client: Client) -> None:
    answer = client.post("/healthz", b"x" * MIB, content_type="application/octet-stream")
    assert answer.status_code == 405


def test_a_body_without_a_length_is_411(client: Client) -> None:
    answer = client.post("/healthz", headers={"transfer-encoding": "chunked"})
    assert answer.status_code == 411


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/healthz?q=%00", 400),
        ("/healthz?q=%0B", 400),
        ("/healthz?%1b=1", 400),
        ("/healthz?q=%C2%85", 400),
        ("/healthz?q=%FF", 400),
        ("/healthz?q=%ED%A0%80", 400),
        ("/healthz%00", 400),
        ("/healthz?q=a+b%20c", 200),
        ("/healthz?q=%09%0D%0A", 200),
        ("/healthz?q=Z%C3%BCrich%20%F0%9F%93%88", 200),
    ],
)
def test_addresses_with_bad_characters_are_400(client: Client, address: str, status: int) -> None:
    path, _, query = address.partition("?")
    assert client.get(path, QUERY_STRING=query).status_code == status


class Note(forms.Form):
    text = forms.CharField()
    mail = forms.EmailField(required=False)
    site = forms.SlugField(required=False)


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1b", "\x7f", "\x85", "\ufffe"])
@pytest.mark.parametrize("name", ["text", "mail", "site"])
def test_control_characters_are_an_error_of_the_form(character: str, name: str) -> None:
    given = {"text": "fine", name: f"a{character}b"}
    form = Note(given)
    assert not form.is_valid()
    assert list(form.errors) == [name]
    assert form[name].value() == given[name]


@pytest.mark.parametrize("text", ["Zürich", "two\r\nlines\tand a tab", "📈", "ﷺ"])
def test_what_people_type_passes(text: str) -> None:
    assert Note({"text": text}).is_valid()
    assert not has_control_characters(text)


def test_without_the_validator_a_form_takes_a_vertical_tab() -> None:
    field = forms.CharField()
    field.validators.remove(refuse_control_characters)
    assert field.clean("a\x0bb") == "a\x0bb"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[" * 100_000 + "]" * 100_000, "The JSON is nested too deep."),
        ('{"a":' * 100_000, "The JSON is nested too deep."),
        ("[1,", "Not JSON: Expecting value (line 1, column 4)."),
        ("[NaN]", "NaN is not a number in JSON."),
        (b'"\xff"', "The JSON is not UTF-8."),
    ],
)
def test_bad_json_is_one_kind_of_error(text: str | bytes, message: str) -> None:
    with pytest.raises(BadJson, match=r".") as refused:
        parse(text)
    assert str(refused.value) == message


def test_good_json_passes() -> None:
    assert parse('{"a": [1, 2.5, null, "ü"]}') == {"a": [1, 2.5, None, "ü"]}
