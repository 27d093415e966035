"""The place where a draft is written (文稿): its outline, its text, the references beside it, and the lists over it."""
