"""Reading for the whole-portfolio pages: one function per page, everything loaded and written out.

Every count on these pages is taken from a queryset of `standing` or `clusters`, and the list it
opens is that same queryset: see `portfolio.queries.filtering`.
"""
