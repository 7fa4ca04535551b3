"""The fictional community and the script of its year: for `make run`, the tour and the tests."""
