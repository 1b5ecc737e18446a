"""A database that is away, slow, or refuses a value: an answer, never a crash.

Negative control: `test_without_the_handler_it_is_a_500`.
"""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import DataError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings

from portfolio import urls
from portfolio.kernel.jsonbody import BadJson
from portfolio.middleware.database import DatabaseErrorMiddleware


def view(request: HttpRequest) -> HttpResponse:
    return HttpResponse("fine")


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (OperationalError("server closed the connection"), 503, "database-away"),
        (DataError("cannot contain NUL (0x00) bytes"), 400, "bad-value"),
        (BadJson("The JSON is nested too deep."), 400, "bad-json"),
    ],
)
def test_errors_of_the_input_or_the_database_are_answers(
    error: Exception, status: int, code: str
) -> None:
    request = RequestFactory().get("/", headers={"accept": "application/json"})
    answer = DatabaseErrorMiddleware(view).process_exception(request, error)
    assert answer is not None
    assert answer.status_code == status
    assert f'"code": "{code}"' in answer.content.decode()
    assert (answer.get("Retry-After") == "5") == (status == 503)


def test_other_errors_stay_errors() -> None:
    middleware = DatabaseErrorMiddleware(view)
    assert middleware.process_exception(RequestFactory().get("/"), KeyError("x")) is None


class StartedWithoutHandler:
    """Addresses as they are, with Django's own page for failures."""

    urlpatterns = urls.urlpatterns


@pytest.fixture
def database_away(transactional_db: None) -> Iterator[None]:
    """The next connection finds no server, as after a kill."""
    connection.close()
    kept = connection.settings_dict["HOST"]
    connection.settings_dict["HOST"] = "/nowhere"
    yield
    connection.settings_dict["HOST"] = kept


@pytest.fixture
def returning() -> Client:
    """Somebody whose browser holds a session, so that the session is looked up."""
    client = Client(raise_request_exception=False)
    client.cookies[settings.SESSION_COOKIE_NAME] = "0123456789abcdefghijklmnopqrstuv"
    return client


def test_a_page_without_its_database_is_503(database_away: None, returning: Client) -> None:
    answer = returning.get("/style-guide/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "Nothing was saved" in answer.content.decode()
    assert answer["X-Request-ID"] in answer.content.decode()


@override_settings(ROOT_URLCONF=StartedWithoutHandler)
def test_without_the_handler_it_is_a_500(database_away: None, returning: Client) -> None:
    assert returning.get("/style-guide/").status_code == 500


@pytest.mark.django_db
def test_a_statement_without_end_is_ended_by_the_server() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 100")
        with pytest.raises(OperationalError, match="statement timeout"):
            cursor.execute("SELECT pg_sleep(30)")


@pytest.mark.django_db
def test_every_wait_of_a_page_has_an_end() -> None:
    names = ["statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"]
    asked = "SELECT current_setting(%s), current_setting(%s), current_setting(%s)"
    with connection.cursor() as cursor:
        cursor.execute(asked, names)
        assert cursor.fetchone() == ("10s", "3s", "15s")
