"""Templates (模板): reading, checking and rendering of the files in templates/ and in a drafter's own folder.

Owns the template file and its sandbox. A template renders into the text of a draft file; what a draft is, and what is
done with it afterwards, belongs to drafts.
"""
