"""juesuan: drafts the 情况说明 of a 部门决算 disclosure from a structured record of two years."""
