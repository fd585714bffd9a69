"""Bodies larger than the desk takes are refused before they are read."""

import pytest
from django.conf import settings

TOO_MUCH = settings.UPLOAD_LIMIT + 100_000


@pytest.mark.django_db
def test_a_program_gets_a_problem_body(client):
    answer = client.post("/api/v1/articles/", data=b"x" * TOO_MUCH, content_type="application/json")
    assert answer.status_code == 413
    assert answer.json()["code"] == "too_large"


@pytest.mark.django_db
def test_a_person_gets_a_page_that_says_so(client):
    answer = client.post("/desk/articles/new/", data=b"x" * TOO_MUCH, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 413
    assert answer["Content-Type"].startswith("text/html")


@pytest.mark.django_db
@pytest.mark.parametrize("length", ["", "abc", "-1", "²"])
def test_a_length_that_is_none_is_left_to_the_server(client, length):
    assert client.get("/desk/", headers={"Content-Length": length}).status_code == 302
