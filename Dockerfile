# The web server and the worker; compose.yaml says which of the two a container is.
FROM python:3.13-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /srv/countercheck
RUN useradd --system --no-create-home countercheck

COPY requirements/base.txt requirements/
RUN pip install --no-cache-dir --require-hashes -r requirements/base.txt

COPY . .
# Collecting needs settings but no server: the values here are used by this one command only.
RUN DATABASE_URL=postgres://nobody@localhost/none SECRET_KEY=$(python -c 'import secrets; print(secrets.token_hex(32))') \
    ALLOWED_HOSTS=localhost \
    python manage.py collectstatic --no-input

USER countercheck
EXPOSE 8000
CMD ["gunicorn", "apps.config.wsgi:application", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4"]
