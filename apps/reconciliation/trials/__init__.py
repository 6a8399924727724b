"""What would be: questions that are answered by the rules and write nothing."""
