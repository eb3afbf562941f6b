"""What a run comes to in words: three plain sentences, and the exact statement."""
