"""From a text to its claims: what is proposed, what a clerk makes of it, and what it would find."""
