"""From a draft to Word: layout profiles (版式) and the Word writer.

Owns the page, the type and the order of what is printed. Changes no draft and judges none. The way of a draft through
this layer: `composition` turns it into printed blocks, `word` sets the blocks on our own base document, `plain_text` and
`pdf` give the other forms; `exporting` puts the file in its place.

    layout = load_layout(default_layout("推进会讲话"), folders)
    report = export_draft(draft, path, layout=layout, created=now)

`wengao.export.layout` and `wengao.export.exporting` are light to import: docx is loaded when a file is written.
"""
