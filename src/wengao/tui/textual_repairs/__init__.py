"""Where Textual does otherwise than people who write Chinese need, and how that is put right.

Each repair says what it replaces. What Textual has beside it, and what ends it:

- environment: an input method's commit of five or more characters comes apart (Kitty keyboard protocol). Textual 8.2.8 takes
  several characters in one sequence (Textualize/textual#6562, #6592), but gives up after 32 characters of it; ends with a
  version that waits for the end. The paints a second are a matter of taste.
- caret: the candidate window is misplaced at first focus (Textualize/textual#6082) and at the end of Chinese text; no
  version ends it yet.
- line_breaks: rows break before ，and after （; Textual knows no such rule, and has no place to give it one.
- visible_text: control characters are measured as no cells and handed on to the terminal; not reported, no version ends it.
- repaints: text that did not change is drawn again, which moves the terminal's cursor; how Textual draws, and meant so.

Textual is pinned exactly (pyproject.toml), for some of these reach into what it keeps to itself; tests hold each in place.
"""
