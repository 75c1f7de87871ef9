"""Types that every stage shares. No logic: reading, arithmetic and wording live in their own rooms."""
