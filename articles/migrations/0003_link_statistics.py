"""PostgreSQL's estimate of how many stories an author, a tag or a section has that it does not know by its key.

A feed's query finds its section, tag or author by the slug, so the key is unknown when the query is planned. By itself
PostgreSQL expects an average tag, with a handful of stories, and sorts all of them: of a popular tag that is every
story. Told that there are few different keys it expects many stories, and reads the newest from their index.
"""

from django.db import migrations

COLUMNS = {"articles_byline": "author_id", "articles_taggedarticle": "tag_id", "articles_sectionlisting": "section_id"}


def expect_many(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table, column in COLUMNS.items():
            schema_editor.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET (n_distinct = 5)")


def expect_the_average(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table, column in COLUMNS.items():
            schema_editor.execute(f"ALTER TABLE {table} ALTER COLUMN {column} RESET (n_distinct)")


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_search_index")]

    operations = [migrations.RunPython(expect_many, expect_the_average)]
