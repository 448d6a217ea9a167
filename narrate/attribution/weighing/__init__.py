"""What speaks for and against each candidate, and the networks that weigh it.

Who may have said an utterance (`candidates`). Of the whole book, whom pronouns mean (`pronouns`,
`discussed`, with the memory of `salience`) and where everybody is named (`traces`), all in `facts`. Of one
utterance its `context`, with the `talk` and the `sentences` around it; of that its `features`. All of them
are `rows`, to which people's `habits` come (`likeness`), and their genders as lines tell them (`heard`).
Each `network` weighs these; those of the `model` vote.
"""
