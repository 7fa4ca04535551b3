"""Pages of the simulation: what each rule would have funded, for those who prepare a round."""
