"""Self-study: today's questions, their answers with the sentence, and how far one has come."""
