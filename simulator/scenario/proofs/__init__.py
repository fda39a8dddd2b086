"""What can be proved of a scenario by searching every state that the rules of play reach."""
