"""Voting (第三议 决议): rounds, ballots, paper, counting, allocation, explanations."""
