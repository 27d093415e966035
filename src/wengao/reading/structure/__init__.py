"""What the blocks of a clean text are: its head, its title, its headings and sections, and who says what when."""
