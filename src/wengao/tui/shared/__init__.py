"""What several places use: kinds of screen, questions, lists, passages, bars; no place is known here."""
