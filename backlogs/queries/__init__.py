"""Reading backlogs as of a moment, one function per page or need."""
