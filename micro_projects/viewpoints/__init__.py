"""What many think: short statements, groups of opinion, the card of arguments for and against."""
