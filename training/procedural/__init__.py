"""Images drawn by programs, and variations of them: all that the embedder is trained on."""
