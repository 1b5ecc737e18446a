"""A broker that takes connections and never answers must not hold up who asks for a run."""

import json
import socket
import subprocess
import sys

import pytest
from django.conf import settings

from people.queries import today
from portfolio.kernel.quarters import Quarter
from reviews.models import ReviewRun
from tests.builders import make_person, make_product
from tests.harness.jobs import child_environment

ASK = """
import json, sys, time
import django
django.setup()
from django.test import Client
from people.models import Person
client = Client(SERVER_NAME="localhost")
client.force_login(Person.objects.get(slug="ines-okafor"),
                   backend="people.backends.PersonBackend")
client.get("/reviews/")  # a server that runs has loaded its parts
began = time.monotonic()
answer = client.post("/reviews/runs/", {"quarter": sys.argv[1]})
print(json.dumps([answer.status_code, time.monotonic() - began]))
"""


@pytest.mark.kill
@pytest.mark.django_db(transaction=True)
def test_the_answer_comes_in_three_seconds_and_the_run_waits() -> None:
    make_person("Ines Okafor", is_leadership=True)
    make_product("Crew Roster")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-c", ASK, Quarter.of(today()).previous().slug],
            env={
                **child_environment(),
                "REDIS_URL": f"redis://127.0.0.1:{port}/0",
                "DEBUG": "true",  # pages without collected static files
            },
            cwd=settings.ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    assert done.returncode == 0, done.stderr[-2000:]
    status, seconds = json.loads(done.stdout.splitlines()[-1])
    assert status == 302
    assert seconds < 3
    run = ReviewRun.objects.get()
    assert (run.state, run.jobs.get().state) == ("running", "waiting")
