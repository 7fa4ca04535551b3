"""Home, a community's page, desks, search, open data."""
