"""Looking for a benchmark in a corpus: readers, shingles, the index of questions, and the comparison."""
