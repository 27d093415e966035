"""Web pages, and the formats that pack them: HTML, MHT, EPUB."""
