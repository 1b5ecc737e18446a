# Almanac for production: two stages, no compiler and no root in the second.
FROM python:3.13-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
COPY requirements/base.txt requirements/base.txt
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --quiet --require-hashes -r requirements/base.txt
COPY . .
RUN /venv/bin/python -m compileall -q portfolio people products metrics backlogs reviews \
    && ALMANAC_DATA=/app/data SECRET_KEY=only-for-collecting-static-files-0123456789 \
       /venv/bin/python manage.py collectstatic --noinput --verbosity 0

FROM python:3.13-slim
RUN useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin almanac
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=portfolio.settings \
    ALMANAC_DATA=/app/data
WORKDIR /app
COPY --from=build /venv /venv
COPY --from=build --chown=10001:10001 /app /app
USER 10001:10001
VOLUME /app/data/files
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-m", "portfolio.services.probe", "web"]
CMD ["gunicorn", "-c", "python:portfolio.services.gunicorn_settings", "portfolio.wsgi"]
