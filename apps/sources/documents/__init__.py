"""From a file that somebody uploads to its text, in a process of its own that is thrown away."""
