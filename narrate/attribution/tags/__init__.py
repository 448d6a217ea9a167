"""The words beside quotes that say who speaks, and what somebody says in one go."""
