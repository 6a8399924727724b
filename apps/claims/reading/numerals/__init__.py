"""The words of numbers, language by language: data only. `lexicon.lexicon_of` finds them."""
