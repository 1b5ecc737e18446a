"""What people type into the backlog, checked and shaped into the domain's words."""
