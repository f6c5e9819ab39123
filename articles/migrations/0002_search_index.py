"""The search index of each database, and the triggers that keep it up to date with the search documents.

A later migration by which SQLite rebuilds `articles_searchdocument` drops its triggers and must make them again.
"""

from django.db import migrations

SQLITE = [
    # The words are already analyzed: this tokenizer only splits at spaces and ASCII punctuation, and folds only ASCII.
    """
    CREATE VIRTUAL TABLE articles_searchindex USING fts5(
        headline, names, standfirst, body, filter_tokens,
        content='articles_searchdocument', content_rowid='sort_key', tokenize="ascii tokenchars '_'"
    )
    """,
    """
    CREATE TRIGGER articles_searchdocument_added AFTER INSERT ON articles_searchdocument BEGIN
        INSERT INTO articles_searchindex(rowid, headline, names, standfirst, body, filter_tokens)
        VALUES (new.sort_key, new.headline, new.names, new.standfirst, new.body, new.filter_tokens);
    END
    """,
    """
    CREATE TRIGGER articles_searchdocument_removed AFTER DELETE ON articles_searchdocument BEGIN
        INSERT INTO articles_searchindex(articles_searchindex, rowid, headline, names, standfirst, body, filter_tokens)
        VALUES ('delete', old.sort_key, old.headline, old.names, old.standfirst, old.body, old.filter_tokens);
    END
    """,
    """
    CREATE TRIGGER articles_searchdocument_changed AFTER UPDATE ON articles_searchdocument BEGIN
        INSERT INTO articles_searchindex(articles_searchindex, rowid, headline, names, standfirst, body, filter_tokens)
        VALUES ('delete', old.sort_key, old.headline, old.names, old.standfirst, old.body, old.filter_tokens);
        INSERT INTO articles_searchindex(rowid, headline, names, standfirst, body, filter_tokens)
        VALUES (new.sort_key, new.headline, new.names, new.standfirst, new.body, new.filter_tokens);
    END
    """,
]
SQLITE_BACK = [
    "DROP TRIGGER articles_searchdocument_added",
    "DROP TRIGGER articles_searchdocument_removed",
    "DROP TRIGGER articles_searchdocument_changed",
    "DROP TABLE articles_searchindex",
]
# Lexemes are literal: no parser and no dictionary of the database touches them. Each column has its own range of
# positions, so that no phrase reaches from one column into the next; 16383 is the last position there is.
# The labels A to D are those of articles/search/ranking.py.
POSTGRESQL = [
    "ALTER TABLE articles_searchdocument ADD COLUMN vector tsvector",
    """
    CREATE FUNCTION articles_search_lexemes(words text, first integer, weight text) RETURNS text
    LANGUAGE sql IMMUTABLE AS $$
        SELECT coalesce(string_agg('''' || word || ''':' || least(first + position, 16383) || weight, ' '), '')
        FROM unnest(string_to_array(words, ' ')) WITH ORDINALITY AS found(word, position) WHERE word <> ''
    $$
    """,
    """
    CREATE FUNCTION articles_searchdocument_vector() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        NEW.vector := (
            articles_search_lexemes(NEW.headline, 0, 'A') || ' ' || articles_search_lexemes(NEW.names, 1000, 'B')
            || ' ' || articles_search_lexemes(NEW.standfirst, 2500, 'C')
            || ' ' || articles_search_lexemes(NEW.body, 4000, 'D')
            -- The time slice of the document (`SLICE_BITS` of articles/search/backends.py: 2^43 sort keys are 2^19
            -- seconds): without it a common word could only be found by reading every document.
            || ' ' || articles_search_lexemes(NEW.filter_tokens || ' w_' || (NEW.sort_key >> 43), 16383, 'D')
        )::tsvector;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER articles_searchdocument_written BEFORE INSERT OR UPDATE ON articles_searchdocument
    FOR EACH ROW EXECUTE FUNCTION articles_searchdocument_vector()
    """,
    "CREATE INDEX articles_searchdocument_found ON articles_searchdocument USING gin (vector)",
    # The planner does not know the cost of unpacking a vector: by itself it reads all vectors if many match. Compiling
    # the query does not pay either.
    """
    CREATE FUNCTION articles_search_found(query tsquery) RETURNS TABLE (article_id bigint, sort_key bigint)
    LANGUAGE sql STABLE SET enable_seqscan = off SET jit = off AS $$
        SELECT article_id, sort_key FROM articles_searchdocument WHERE vector @@ query
    $$
    """,
]
POSTGRESQL_BACK = [
    "DROP FUNCTION articles_search_found",
    "DROP TRIGGER articles_searchdocument_written ON articles_searchdocument",
    "DROP FUNCTION articles_searchdocument_vector",
    "DROP FUNCTION articles_search_lexemes",
    "ALTER TABLE articles_searchdocument DROP COLUMN vector",
]


def make_index(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement, params=None)


def drop_index(apps, schema_editor):
    for statement in SQLITE_BACK if schema_editor.connection.vendor == "sqlite" else POSTGRESQL_BACK:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial")]

    operations = [migrations.RunPython(make_index, drop_index)]
