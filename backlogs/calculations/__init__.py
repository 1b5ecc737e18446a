"""Pure calculations of the backlogs room: ranks, flow and freshness."""
