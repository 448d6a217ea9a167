"""Who is in the story: names found, put together into people, and found again wherever they are mentioned.

From the words on: what may be a name (`names`, with its `evidence`), and which names are people's
(`somebody`); which are one person's (`answering`, `merging`, `bearers`, `nicknames`); who is called by a
noun (`nouns`, `nominals`, `unnamed`). `discovering` does all of that. Then who tells the story as "I"
(`viewpoints`, `narrators`), and who of them is listed (`cast`). Last, by which words they are named
(`forms`), and where (`mentions`, `misters`).
"""
