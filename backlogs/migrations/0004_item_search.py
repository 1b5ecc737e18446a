import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations, models

# Names carry their schema, since a restored dump runs these with an empty search path. Naming the
# dictionary is what makes the first one immutable, as an index needs it.
FUNCTIONS = """
CREATE FUNCTION plain_text(words text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT public.unaccent('public.unaccent'::regdictionary, lower(words)) $$;

CREATE FUNCTION item_words(title text, description text) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
SELECT to_tsvector('pg_catalog.simple', plain) || to_tsvector('pg_catalog.english', plain)
  FROM (SELECT public.plain_text(left(title || ' ' || description, 20000)) AS plain) AS text
$$;

-- A word as it is being typed: what begins with it, or has the same stem.
CREATE FUNCTION item_query(word text) RETURNS tsquery
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
SELECT to_tsquery(
           'pg_catalog.simple',
           '''' || regexp_replace(public.plain_text(word), '[''\\\\]', ' ', 'g') || ''':*'
       ) || plainto_tsquery('pg_catalog.english', public.plain_text(word))
$$;
"""

BACK = """
DROP FUNCTION item_query(text);
DROP FUNCTION item_words(text, text);
DROP FUNCTION plain_text(text);
"""


class Migration(migrations.Migration):
    dependencies = [("backlogs", "0003_saved_views")]

    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        migrations.RunSQL(FUNCTIONS, BACK),
        migrations.AddField(
            model_name="item",
            name="search",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(
                    models.F("title"), models.F("description"), function="item_words"
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            model_name="item",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search"], name="item_by_words"),
        ),
        migrations.AddIndex(
            model_name="item",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    models.Func(models.F("title"), function="plain_text"), name="gin_trgm_ops"
                ),
                name="item_by_letters",
            ),
        ),
    ]
