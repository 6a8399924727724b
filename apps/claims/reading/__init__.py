"""Reading what sources write: figures in digits and words, in the language of the source.

Pure: no framework, no database. `figures.read_figure` reads one figure, `disagreements.compare_words` sets words
against what was entered; the data of each language stand in files of their own.
"""
