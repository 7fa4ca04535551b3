"""A witness (见证人): somebody outside the operator who remembers the log's head, and signs only what extends it."""
