"""The door: one write transaction per act, access refused by default, refusals as pages, paging, language."""
