"""One module per check of docs/evidence.md; `CHECKS` lists those that look at the whole record, in order."""
