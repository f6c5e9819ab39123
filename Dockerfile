# Newsroom in a container: python manage.py serve, as an account that may write to /data only.
FROM python:3.13-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1

RUN useradd --uid 10001 --create-home newsroom && install -d -o newsroom -g newsroom -m 750 /data
# pg_dump and pg_restore, for backups of a site on PostgreSQL.
RUN apt-get update -qq && apt-get install -qq -y --no-install-recommends postgresql-client && rm -rf /var/lib/apt/lists/*
WORKDIR /app

# Apart from the code, so that a change of the code does not install everything anew.
COPY requirements.txt .
RUN pip install --require-hashes -r requirements.txt

COPY manage.py .
COPY newsroom newsroom
COPY articles articles
COPY templates templates
COPY static static
COPY locale locale
RUN python -m compileall -q newsroom articles

USER newsroom
ENV NEWSROOM_DATA_DIR=/data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f\"http://127.0.0.1:{os.environ.get('PORT') or 8000}/healthz\", timeout=4)"]

# --prepare migrates and collects static files where that is needed.
CMD ["python", "manage.py", "serve", "--prepare", "--host", "0.0.0.0"]
