"""The desk: one façade with the operations a drafter performs; the command line and the interface call nothing else."""

from __future__ import annotations

from wengao.desk.corpus_operations import CorpusOperations
from wengao.desk.draft_operations import DraftOperations
from wengao.desk.export_operations import ExportOperations
from wengao.desk.heading_operations import HeadingOperations
from wengao.desk.passage_operations import PassageOperations
from wengao.desk.review_operations import ReviewOperations
from wengao.desk.search_operations import SearchOperations
from wengao.desk.section_operations import SectionOperations
from wengao.desk.settings_operations import SettingsOperations
from wengao.desk.template_operations import TemplateOperations
from wengao.desk.word_operations import WordOperations


class Desk(
    CorpusOperations,
    SearchOperations,
    SectionOperations,
    PassageOperations,
    WordOperations,
    TemplateOperations,
    HeadingOperations,
    ReviewOperations,
    DraftOperations,
    ExportOperations,
    SettingsOperations,
):
    """Everything a drafter can do with one workspace.

    Prints nothing and draws nothing. Every operation opens what it needs and closes it again, so that any thread may
    call any of them.
    """
