"""Where Textual does otherwise than people who write Chinese need, and how that is put right."""
