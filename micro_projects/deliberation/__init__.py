"""第二议 商议: comments, questions and answers, opinions, amending, merging, the notice of it all (D2)."""
