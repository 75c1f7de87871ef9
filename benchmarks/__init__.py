"""How fast juesuan is beside what people would use instead. Every result is a ratio; README.md says what each means."""
