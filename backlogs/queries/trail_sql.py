"""The one statement that reads everything that happened to an item.

Each part gives kind, key, at, who (a person's key), before and after as JSON. Histories (kept by
triggers) hold a row for every change; a part compares each row with the one before it, so that a
row which changed nothing told here (a state, which has its own events) gives no entry.
"""

from __future__ import annotations

_WORDS = """
SELECT 'words' AS kind, pgh_id AS key, pgh_created_at AS at, who, before, after FROM (
  SELECT h.pgh_id, h.pgh_created_at, (c.metadata ->> 'user')::bigint AS who, now.doc AS after,
         lag(now.doc) OVER (ORDER BY h.pgh_id) AS before
    FROM backlogs_itemevent h
    LEFT JOIN pghistory_context c ON c.id = h.pgh_context_id
   CROSS JOIN LATERAL (SELECT jsonb_build_object('title', h.title, 'description', h.description,
      'type', h.type, 'dimension', h.dimension, 'effort', h.effort, 'assignee_id', h.assignee_id,
      'product_id', h.product_id) AS doc) now
   WHERE h.pgh_obj_id = %(item)s) seen
 WHERE before IS NOT NULL AND before <> after
"""

_STATE = """
SELECT 'state', id, at, by_id, jsonb_build_object('state', from_state),
       jsonb_build_object('state', to_state, 'reason', reason)
  FROM backlogs_stateevent WHERE item_id = %(item)s
"""

_MOVE = """
SELECT 'move', m.id, m.at, m.by_id, NULL::jsonb,
       jsonb_build_object('after', p.key || '-' || f.number)
  FROM backlogs_move m
  LEFT JOIN backlogs_item f ON f.id = m.follows_id
  LEFT JOIN products_product p ON p.id = f.product_id
 WHERE m.item_id = %(item)s
"""

_COMMENT = """
SELECT 'comment', id, at, by_id, NULL::jsonb, '{}'::jsonb
  FROM backlogs_comment WHERE item_id = %(item)s
UNION ALL
SELECT 'comment_change', h.pgh_id, coalesce(h.removed_at, h.edited_at), h.by_id, NULL::jsonb,
       jsonb_build_object('removed', h.removed_at IS NOT NULL)
  FROM backlogs_commentevent h JOIN backlogs_comment c ON c.id = h.pgh_obj_id
 WHERE c.item_id = %(item)s AND h.pgh_label = 'update'
"""

_LINK = """
SELECT 'link', id, at, by_id, NULL::jsonb, jsonb_build_object('title', title, 'url', url)
  FROM backlogs_link WHERE item_id = %(item)s
UNION ALL
SELECT 'link_off', id, removed_at, removed_by_id, NULL::jsonb, jsonb_build_object('title', title)
  FROM backlogs_link WHERE item_id = %(item)s AND removed_at IS NOT NULL
"""

_WAITS = """
SELECT w.*, o.product_id AS other_product, o.number AS other_number, p.key AS other_key,
       w.item_id = %(item)s AS is_ours
  FROM backlogs_wait w
  JOIN backlogs_item o ON o.id = CASE WHEN w.item_id = %(item)s THEN w.blocker_id ELSE w.item_id END
  JOIN products_product p ON p.id = o.product_id
 WHERE w.item_id = %(item)s OR w.blocker_id = %(item)s
"""

_WAIT = """
SELECT 'wait', id, at, by_id, NULL::jsonb,
       jsonb_build_object('other', other_key || '-' || other_number, 'ours', is_ours) FROM waits
UNION ALL
SELECT 'wait_off', id, ended_at, ended_by_id, NULL::jsonb,
       jsonb_build_object('other', other_key || '-' || other_number, 'ours', is_ours)
  FROM waits WHERE ended_at IS NOT NULL
"""

# Everything but what the history itself adds, and versions, which mean nothing to people.
_KEPT = "to_jsonb(h) - ARRAY['pgh_id','pgh_created_at','pgh_label','pgh_obj_id','pgh_context_id',\
'id','item_id','version']"


def _tracked(kind: str, table: str) -> str:
    """What hangs on the item one to one or by scheme: its first row counts too, and its removal."""
    return f"""
SELECT '{kind}', pgh_id, pgh_created_at, who, before, after FROM (
  SELECT h.pgh_id, h.pgh_created_at, (c.metadata ->> 'user')::bigint AS who,
         CASE WHEN h.pgh_label <> 'delete' THEN {_KEPT} END AS after,
         lag({_KEPT}) OVER (PARTITION BY h.pgh_obj_id ORDER BY h.pgh_id) AS before
    FROM {table} h LEFT JOIN pghistory_context c ON c.id = h.pgh_context_id
   WHERE h.item_id = %(item)s) seen
 WHERE before IS DISTINCT FROM after
"""


_PARTS = (
    *(_WORDS, _STATE, _MOVE, _COMMENT, _LINK, _WAIT),
    _tracked("outcome", "backlogs_outcomeevent"),
    _tracked("score", "backlogs_scoreevent"),
)

STATEMENT = f"""
WITH waits AS ({_WAITS})
SELECT e.kind, e.key, e.at, p.name AS who, e.before, e.after
  FROM ({" UNION ALL ".join(_PARTS)}) e
  LEFT JOIN people_person p ON p.id = e.who
 WHERE e.at < %(end)s
 ORDER BY e.at DESC, e.kind, e.key DESC LIMIT %(limit)s OFFSET %(offset)s
"""
