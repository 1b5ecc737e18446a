"""The least SQL that gives the same answer about a backlog, or does the same to it."""

from __future__ import annotations

COLUMNS = """
SELECT i.id, i.number, i.title, i.type, i.dimension, i.state, i.effort, i.touched_at, p.key,
       p.name, h.name
  FROM backlogs_item i JOIN products_product p ON p.id = i.product_id
  LEFT JOIN people_person h ON h.id = i.assignee_id
 WHERE i.cluster_id = (SELECT id FROM products_cluster WHERE slug = %(slug)s)
   AND i.state NOT IN ('shipped', 'dropped')
"""
LIST = f"{COLUMNS} ORDER BY i.rank LIMIT 500"
REST = f"{COLUMNS} ORDER BY i.rank LIMIT 100"
HOLDS = "(i.search @@ item_query(%(q)s) OR plain_text(i.title) LIKE plain_text(%(part)s))"
SEARCH = f"{COLUMNS} AND {HOLDS} ORDER BY i.rank LIMIT 100"
FOUND = f"""
SELECT i.product_id, count(*), sum(i.effort) FROM backlogs_item i
 WHERE i.cluster_id = (SELECT id FROM products_cluster WHERE slug = %(slug)s)
   AND i.state NOT IN ('shipped', 'dropped') AND {HOLDS} GROUP BY 1
"""
# Eight quarters of flow, and where everything stood at the end of each of thirteen weeks.
FLOW = (
    """
WITH steps AS MATERIALIZED (
    SELECT e.item_id, e.at, e.to_state,
           lead(e.at) OVER (PARTITION BY e.item_id ORDER BY e.at, e.id) AS until
      FROM backlogs_stateevent e JOIN products_product p ON p.id = e.product_id
     WHERE p.cluster_id = (SELECT id FROM products_cluster WHERE slug = %(slug)s)
), items AS (
    SELECT item_id, min(at) AS created, min(at) FILTER (WHERE to_state = 'in_progress') AS started,
           max(at) FILTER (WHERE to_state = 'shipped' AND until IS NULL) AS shipped,
           sum(until - at) FILTER (WHERE to_state = 'in_progress') AS working,
           sum(until - at) FILTER (WHERE to_state = 'waiting') AS waiting
      FROM steps GROUP BY 1
)
SELECT date_trunc('quarter', shipped), count(*), sum(working), sum(waiting),
       percentile_cont(ARRAY[0.5, 0.85]) WITHIN GROUP (ORDER BY shipped - started),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY shipped - created)
  FROM items WHERE shipped > now() - interval '2 years' GROUP BY 1
""",
    """
SELECT width_bucket(e.at, ARRAY(SELECT now() - make_interval(weeks => 13 - n)
                                  FROM generate_series(0, 13) AS n)),
       e.from_state, e.to_state, count(*)
  FROM backlogs_stateevent e JOIN products_product p ON p.id = e.product_id
 WHERE p.cluster_id = (SELECT id FROM products_cluster WHERE slug = %(slug)s) GROUP BY 1, 2, 3
""",
)
MOVE = """
WITH locked AS (SELECT 1 FROM backlogs_backlog WHERE cluster_id = %(cluster)s FOR UPDATE),
     low AS (SELECT rank FROM backlogs_item WHERE id = %(after)s),
     high AS (SELECT min(rank) AS rank FROM backlogs_item
               WHERE cluster_id = %(cluster)s AND rank > (SELECT rank FROM low)
                 AND id <> %(item)s)
UPDATE backlogs_item SET rank = (SELECT (low.rank + coalesce(high.rank, low.rank + 4294967296)) / 2
  FROM low, high, locked), touched_at = now()
 WHERE id = %(item)s
"""
# Ranks between the neighbours, in the order the items had.
BULK_MOVE = """
WITH locked AS (SELECT 1 FROM backlogs_backlog WHERE cluster_id = %(cluster)s FOR UPDATE),
     low AS (SELECT rank FROM backlogs_item WHERE id = %(after)s),
     high AS (SELECT min(rank) AS rank FROM backlogs_item
               WHERE cluster_id = %(cluster)s AND rank > (SELECT rank FROM low)
                 AND id <> ALL(%(items)s)),
     placed AS (SELECT id, row_number() OVER (ORDER BY rank) AS place FROM backlogs_item
                 WHERE id = ANY(%(items)s))
UPDATE backlogs_item SET touched_at = now(), rank = (
    SELECT low.rank + place * ((coalesce(high.rank, low.rank + 4294967296) - low.rank)
           / (cardinality(%(items)s) + 1)) FROM low, high, locked)
  FROM placed WHERE placed.id = backlogs_item.id
"""
QUICK_ADD = """
WITH locked AS (SELECT 1 FROM backlogs_backlog WHERE cluster_id = %(cluster)s FOR UPDATE),
     added AS (
    INSERT INTO backlogs_item (product_id, cluster_id, number, title, description, type, dimension,
           state, effort, rank, created_at, touched_at, version)
    SELECT %(product)s, %(cluster)s,
           (SELECT max(number) + 1 FROM backlogs_item WHERE product_id = %(product)s),
           'Leave arrives late', '', 'fix', 'improvement', 'idea', 2,
           (SELECT min(rank) - 4294967296 FROM backlogs_item WHERE cluster_id = %(cluster)s),
           now(), now(), 1 FROM locked RETURNING id
)
INSERT INTO backlogs_stateevent (item_id, product_id, at, from_state, to_state, reason)
SELECT id, %(product)s, now(), '', 'idea', '' FROM added
"""
