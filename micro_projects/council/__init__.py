"""居民议事会: its members, sessions with quorum and recusal, motions, votes, minutes (P8, P12)."""
