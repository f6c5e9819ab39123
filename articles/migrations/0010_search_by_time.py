"""In PostgreSQL each document's vector has the stretch of time it is of: without it a word that stands in a large part
of a million stories could only be found by reading all of them. SQLite finds by time anyhow.

Rewrites every vector: some minutes for a million stories.
"""

from django.db import migrations

# `_STRETCH` of `articles/search/postgres.py`: 2^43 places are 2^19 seconds.
VECTOR = """
    CREATE OR REPLACE FUNCTION articles_searchdocument_vector() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        NEW.vector := (
            articles_search_lexemes(NEW.headline, 0, 'A') || ' ' || articles_search_lexemes(NEW.names, 1000, 'B')
            || ' ' || articles_search_lexemes(NEW.standfirst, 2500, 'C')
            || ' ' || articles_search_lexemes(NEW.body, 4000, 'D')
            || ' ' || articles_search_lexemes(NEW.marks{when}, 16383, 'D')
        )::tsvector;
        RETURN NEW;
    END $$
"""
# The planner does not know what it costs to unpack a vector: left to itself it reads all of them where many match. Nor
# does compiling a query pay here.
FOUND = """
    CREATE FUNCTION articles_search_found(asked tsquery) RETURNS TABLE (article_id bigint, place bigint)
    LANGUAGE sql STABLE SET enable_seqscan = off SET jit = off AS $$
        SELECT article_id, place FROM articles_searchdocument WHERE vector @@ asked
    $$
"""
REWRITTEN = "UPDATE articles_searchdocument SET place = place"


def with_time(apps, schema_editor):
    _write(schema_editor, FOUND, " || ' w_' || (NEW.place >> 43)")


def without_time(apps, schema_editor):
    _write(schema_editor, "DROP FUNCTION articles_search_found", "")


def _write(schema_editor, found, when):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(found, params=None)
        schema_editor.execute(VECTOR.replace("{when}", when), params=None)
        schema_editor.execute(REWRITTEN, params=None)


class Migration(migrations.Migration):
    dependencies = [("articles", "0009_paid_content")]

    operations = [migrations.RunPython(with_time, without_time)]
