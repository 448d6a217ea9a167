"""The words beside quotes that say who speaks, and what somebody says in one go.

From a word on: the tags that a verb makes (`words`) with its subject (`subjects`, `clauses`). Around a
quote the best of them (`finder`), or else who leads a line of a chat (`colons`), who says their own name
(`introducing`), and who only does something (`beats`). Then whose quotes stand together (`parting`,
`utterances`).
"""
