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
@pytest.mark.parametrize(
    "path",
    ["/desk/sources/1/copy/", "/desk/claims/1/evidence/", "/api/v1/sources/1/copies/", "/api/v1/claims/1/evidence/"],
)
def test_where_copies_are_handed_in_a_form_may_be_as_large_as_what_is_fetched(client, path):
    for length, is_refused in [(settings.FETCH_MOST_FILE_BYTES, False), (settings.FETCH_MOST_FILE_BYTES * 2, True)]:
        answer = client.post(path, {"excerpt": "words"}, headers={"Content-Length": str(length)})
        assert (answer.status_code == 413) == is_refused
    answer = client.post(path, "{}", content_type="application/json", headers={"Content-Length": str(TOO_MUCH)})
    assert answer.status_code == 413


@pytest.mark.django_db
@pytest.mark.parametrize("length", ["", "abc", "-1", "²"])
def test_a_length_that_is_none_is_left_to_the_server(client, length):
    assert client.get("/desk/", headers={"Content-Length": length}).status_code == 302
