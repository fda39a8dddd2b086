"""Self-study: today's questions, their answers with the sentence, and the progress."""
