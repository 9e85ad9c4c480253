"""What the annotated corpora are, how they are split, and how well two readings of them agree."""
