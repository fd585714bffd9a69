# Two stages: the first installs what the hashed lock names, the second runs it as nobody in particular.
FROM python:3.13-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /desk
COPY requirements/base.txt requirements/base.txt
RUN python -m venv /venv && /venv/bin/python -m pip install --no-cache-dir --require-hashes -r requirements/base.txt

FROM python:3.13-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 STATIC_ROOT=/desk/static BEAT_SCHEDULE=/tmp/beat-schedule INDEX_DIR=/index MEDIA_ROOT=/copies
# The volumes take their owner from these folders.
RUN useradd --system --uid 10001 --no-create-home desk && mkdir /index /copies && chown desk /index /copies
WORKDIR /desk
COPY --from=build /venv /venv
COPY manage.py ./
COPY factcheck factcheck
COPY claims claims
COPY reviews reviews
# Static files are named by their content, so they can be collected before any secret is known.
RUN python manage.py collectstatic --noinput
USER desk
EXPOSE 8000
