"""The least SQL that gives the same answer, run through psycopg and nothing else."""

from __future__ import annotations

PRODUCTS = """
SELECT p.name, p.slug, p.key, c.name, c.slug, h.name, h.slug, s.stage, r.health, r.value,
       (SELECT count(*) FROM backlogs_item i
         WHERE i.product_id = p.id AND i.state NOT IN ('shipped', 'dropped'))
  FROM products_product p
  JOIN products_cluster c ON c.id = p.cluster_id
  JOIN products_stageperiod s ON s.product_id = p.id AND s.period @> current_date
   AND s.stage <> 'retired'
  LEFT JOIN products_ownership o ON o.cluster_id = c.id AND o.period @> current_date
  LEFT JOIN people_person h ON h.id = o.person_id
  LEFT JOIN metrics_productscore r ON r.product_id = p.id
   AND r.quarter_start = date_trunc('quarter', current_date)
 WHERE p.name ILIKE %(q)s
 ORDER BY lower(p.name), p.id LIMIT 50
"""
PRODUCT_COUNT = """
SELECT count(*) FROM products_product p
  JOIN products_stageperiod s ON s.product_id = p.id AND s.period @> current_date
   AND s.stage <> 'retired'
 WHERE p.name ILIKE %(q)s
"""
PRODUCT = (
    "SELECT p.*, c.name FROM products_product p JOIN products_cluster c ON c.id = p.cluster_id"
    " WHERE p.slug = %(slug)s",
    "SELECT m.*, t.* FROM metrics_metric m JOIN metrics_metrictarget t ON t.metric_id = m.id"
    " JOIN products_product p ON p.id = m.product_id WHERE p.slug = %(slug)s",
    "SELECT q.* FROM metrics_metricquarter q JOIN metrics_metric m ON m.id = q.metric_id"
    " JOIN products_product p ON p.id = m.product_id WHERE p.slug = %(slug)s",
    "SELECT i.* FROM backlogs_item i JOIN products_product p ON p.id = i.product_id"
    " WHERE p.slug = %(slug)s AND i.state NOT IN ('shipped', 'dropped') ORDER BY rank LIMIT 10",
    "SELECT o.*, h.name FROM products_ownership o JOIN people_person h ON h.id = o.person_id"
    " JOIN products_product p ON p.cluster_id = o.cluster_id WHERE p.slug = %(slug)s",
    "SELECT s.* FROM products_stageperiod s JOIN products_product p ON p.id = s.product_id"
    " WHERE p.slug = %(slug)s ORDER BY s.period",
    "SELECT r.* FROM metrics_productscore r JOIN products_product p ON p.id = r.product_id"
    " WHERE p.slug = %(slug)s ORDER BY r.quarter_start",
)
DASHBOARD = (
    "SELECT s.stage, count(*), avg(r.health), avg(r.value), count(*) FILTER (WHERE r.health < 60),"
    " count(*) FILTER (WHERE o.id IS NULL)"
    "  FROM products_product p"
    "  JOIN products_stageperiod s ON s.product_id = p.id AND s.period @> current_date"
    "  LEFT JOIN products_ownership o ON o.cluster_id = p.cluster_id"
    "   AND o.period @> current_date"
    "  LEFT JOIN metrics_productscore r ON r.product_id = p.id"
    "   AND r.quarter_start = date_trunc('quarter', current_date) GROUP BY s.stage",
    "SELECT round(r.value / 10), round(r.health / 10), count(*) FROM metrics_productscore r"
    " WHERE r.quarter_start = date_trunc('quarter', current_date) GROUP BY 1, 2",
    "SELECT o.person_id, count(DISTINCT o.cluster_id), count(*) FILTER"
    " (WHERE s.stage IN ('introduction', 'growth')) FROM products_ownership o"
    "  JOIN products_product p ON p.cluster_id = o.cluster_id"
    "  JOIN products_stageperiod s ON s.product_id = p.id AND s.period @> current_date"
    " WHERE o.period @> current_date GROUP BY 1",
    "SELECT e.product_id, count(*) FROM backlogs_stateevent e"
    " WHERE e.at > now() - interval '90 days' AND e.to_state IN ('shipped', 'in_progress')"
    " GROUP BY 1 HAVING count(*) >= 8",
    "SELECT rule, severity, count(*) FROM reviews_portfoliowarning WHERE resolved_on IS NULL"
    " GROUP BY 1, 2",
)
# Packets of a quarter for every cluster: what a packet holds, as JSON, hashed, in one statement.
PACKETS = """
CREATE TEMPORARY TABLE raw_packet ON COMMIT DROP AS
WITH placed AS MATERIALIZED (
    SELECT l.cluster_id, p.id, p.slug, p.name, s.stage, lower(s.period) AS since
      FROM products_placement l JOIN products_product p ON p.id = l.product_id
      LEFT JOIN products_stageperiod s ON s.product_id = p.id AND s.period @> %(day)s::date
     WHERE l.period @> %(day)s::date
), trend AS (
    SELECT q.metric_id, jsonb_agg(q.value ORDER BY q.quarter_start) AS quarters,
           max(q.last_on) AS last_on
      FROM metrics_metricquarter q
     WHERE q.quarter_start > %(day)s::date - 730 AND q.quarter_start <= %(day)s::date GROUP BY 1
), measured AS (
    SELECT m.product_id, jsonb_agg(jsonb_build_object('metric', m.slug, 'target', t.target,
           'warning', t.warning, 'floor', t.floor, 'quarters', trend.quarters,
           'last_on', trend.last_on) ORDER BY m.position) AS metrics
      FROM metrics_metric m
      LEFT JOIN metrics_metrictarget t ON t.metric_id = m.id AND t.period @> %(day)s::date
      LEFT JOIN trend ON trend.metric_id = m.id GROUP BY 1
), told AS (
    SELECT cluster_id, jsonb_agg(jsonb_build_object('product', slug, 'name', name,
           'stage', stage, 'since', since, 'metrics', metrics) ORDER BY name) AS products
      FROM placed LEFT JOIN measured ON measured.product_id = placed.id GROUP BY 1
), steps AS MATERIALIZED (
    SELECT e.item_id, p.cluster_id, e.at, e.to_state, e.id
      FROM backlogs_stateevent e JOIN placed p ON p.id = e.product_id
     WHERE e.at < (%(day)s::date + 1)
), last_step AS (
    SELECT DISTINCT ON (item_id) item_id, cluster_id, to_state, at FROM steps
     ORDER BY item_id, at DESC, id DESC
), first_step AS (
    SELECT item_id, min(at) FILTER (WHERE to_state = 'in_progress') AS started, min(at) AS created
      FROM steps GROUP BY 1
), flow AS (
    SELECT l.cluster_id,
           count(*) FILTER (WHERE l.to_state = 'shipped' AND l.at >= %(first)s::date) AS shipped,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY l.at - f.started)
             FILTER (WHERE l.to_state = 'shipped' AND l.at >= %(first)s::date) AS flow_time,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY l.at - f.created)
             FILTER (WHERE l.to_state = 'shipped' AND l.at >= %(first)s::date) AS lead_time,
           count(*) FILTER (WHERE l.to_state NOT IN ('shipped', 'dropped')) AS open
      FROM last_step l JOIN first_step f USING (item_id) GROUP BY 1
), top AS (
    SELECT cluster_id, jsonb_agg(jsonb_build_object('item', number, 'title', title,
           'state', state) ORDER BY rank) AS items
      FROM (SELECT l.cluster_id, i.number, i.title, l.to_state AS state, i.rank,
                   row_number() OVER (PARTITION BY l.cluster_id ORDER BY i.rank) AS place
              FROM last_step l JOIN backlogs_item i ON i.id = l.item_id
             WHERE l.to_state NOT IN ('shipped', 'dropped')) ranked WHERE place <= 10 GROUP BY 1
), body AS (
    SELECT c.id, jsonb_build_object('cluster', c.slug, 'name', c.name, 'owner', h.slug,
           'products', told.products, 'shipped', flow.shipped, 'flow_time', flow.flow_time,
           'lead_time', flow.lead_time, 'open', flow.open, 'top', top.items)::text AS body
      FROM products_cluster c JOIN told ON told.cluster_id = c.id
      LEFT JOIN flow ON flow.cluster_id = c.id LEFT JOIN top ON top.cluster_id = c.id
      LEFT JOIN products_ownership o ON o.cluster_id = c.id AND o.period @> %(day)s::date
      LEFT JOIN people_person h ON h.id = o.person_id
)
SELECT id, body, sha256(convert_to(body, 'UTF8')) FROM body
"""
# Ownership load of everybody today and the orphans; not since when, which takes the past as well.
WARNINGS = """
WITH moved AS (
    SELECT product_id FROM backlogs_stateevent
     WHERE at > now() - interval '90 days'
       AND (to_state = 'shipped' OR to_state = 'in_progress' AND from_state <> 'waiting')
     GROUP BY 1 HAVING count(DISTINCT item_id) >= 8
), tickets AS (
    SELECT m.product_id, (current_date - n.measured_on) / 90 AS behind, sum(n.value) AS total
      FROM metrics_metric m JOIN metrics_measurement n ON n.metric_id = m.id
       AND n.superseded_at IS NULL AND n.measured_on > current_date - 450
     WHERE m.slug = 'support-tickets' GROUP BY 1, 2
), demand AS (
    SELECT product_id FROM tickets GROUP BY 1
    HAVING max(total) FILTER (WHERE behind = 0) >= 1.5 * percentile_cont(0.5) WITHIN GROUP
           (ORDER BY total) FILTER (WHERE behind > 0)
), products AS (
    SELECT p.id, p.cluster_id, s.stage IN ('introduction', 'growth')
           OR p.id IN (SELECT product_id FROM moved) OR p.id IN (SELECT product_id FROM demand)
           OR EXISTS (SELECT FROM products_change c WHERE c.product_id = p.id
                        AND c.ended_on IS NULL) AS active
      FROM products_product p JOIN products_stageperiod s ON s.product_id = p.id
       AND s.period @> current_date AND s.stage <> 'retired'
), clusters AS (
    SELECT cluster_id, count(*) FILTER (WHERE active) AS active FROM products GROUP BY 1
), loads AS (
    SELECT o.person_id, sum(active), count(*) FILTER (WHERE active = 0)
      FROM clusters JOIN products_ownership o USING (cluster_id)
     WHERE o.period @> current_date GROUP BY 1
    HAVING sum(active) >= 2 OR count(*) FILTER (WHERE active = 0) >= 4
)
SELECT 'load', person_id FROM loads
UNION ALL SELECT 'orphan', cluster_id FROM clusters WHERE NOT EXISTS (
    SELECT FROM products_ownership o JOIN people_person h ON h.id = o.person_id AND h.is_active
     WHERE o.cluster_id = clusters.cluster_id AND o.period @> current_date)
"""
