"""What is known: pitches, intervals, chords, keys, exact numbers. Nothing here writes tasks or marks."""
