"""第一议 提议: proposals from draft to the sub-district's approval, seconding, screening, versions."""
