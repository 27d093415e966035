"""A small library in memory, and documents of invented places to search in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from wengao.reading.models import Document, Passage, Section

ENUMERATORS = "一二三四五六七八九"


@dataclass(frozen=True)
class MemoryChanges:
    replaced: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass
class MemoryLibrary:
    """What search needs of a library; remembers every change."""

    generation: int = 0
    identity: str = "内存"
    stars: set[str] = field(default_factory=set)
    held: dict[str, tuple[Document, tuple[Passage, ...]]] = field(default_factory=dict)
    log: list[tuple[int, str]] = field(default_factory=list)

    def put(self, document: Document, passages: tuple[Passage, ...]) -> None:
        self.held[document.id] = (document, passages)
        self._note(document.id)

    def drop(self, document_id: str) -> None:
        del self.held[document_id]
        self._note(document_id)

    def _note(self, document_id: str) -> None:
        self.generation += 1
        self.log.append((self.generation, document_id))

    def starred(self) -> set[str]:
        return self.stars

    def documents(self) -> tuple[Document, ...]:
        return tuple(document for document, _ in self.held.values())

    def passages(self, document_id: str, /) -> tuple[Passage, ...]:
        return self.held[document_id][1]

    def changes_since(self, generation: int, /) -> MemoryChanges:
        touched = dict.fromkeys(name for number, name in self.log if number > generation)
        replaced = tuple(name for name in touched if name in self.held)
        return MemoryChanges(replaced, tuple(name for name in touched if name not in self.held))


def written(
    name: str,
    title: str,
    genre: str,
    date: str | None,
    organ: str,
    *sections: tuple[str, str | None, str, str],
) -> tuple[Document, tuple[Passage, ...]]:
    """A document with one heading and one paragraph a section, each paragraph cut into its sentences.

    sections: (heading, role, kind of the sentences, paragraph).
    """
    document = Document(name, f"corpus/{name}.txt", title, genre, date, Section("", 0), organ=organ)
    passages: list[Passage] = []

    def keep(
        kind: str, text: str, role: str | None, path: tuple[str, ...], paragraph: int, start: int
    ) -> None:
        ordinal = len(passages)
        identity = hashlib.sha256(f"{name}{kind}{ordinal}{text}".encode()).hexdigest()[:12]
        place = f"{ENUMERATORS[paragraph // 2]}第1段"
        passages.append(
            Passage(
                identity, name, ordinal, kind, text, role, 1, path, place, paragraph, start, start + len(text)
            )
        )

    for number, (heading, role, kind, paragraph) in enumerate(sections):
        path = (f"{ENUMERATORS[number]}、{heading}",)
        keep("heading", heading, role, (), 2 * number, 0)
        keep("paragraph", paragraph, role, path, 2 * number + 1, 0)
        start = 0
        for sentence in (part + "。" for part in paragraph.split("。") if part):
            keep(kind, sentence, role, path, 2 * number + 1, start)
            start += len(sentence)
    return document, tuple(passages)


PROMOTION = written(
    "promotion",
    "在全市基层国防动员规范化建设工作推进会上的讲话",
    "推进会讲话",
    "2025-05-15",
    "清川市国防动员委员会",
    (
        "深刻认识国防动员的重大意义",
        "significance",
        "sentence",
        "国防动员连着战场、连着民生。抓好基层国防动员规范化建设，是形势所迫、职责所系。",
    ),
    (
        "突出重点环节，建强动员队伍",
        "task",
        "point",
        "一是编实专业队伍。二是聚焦急需课目组织训练。三是管好用好器材仓库。",
    ),
    (
        "凝聚军地合力，完善协同机制",
        "synergy",
        "sentence",
        "要健全军地联动机制，每季度会商一次。部门之间信息共享、资源共用，形成齐抓共管的局面。",
    ),
    (
        "压实责任链条，确保落地见效",
        "implement",
        "sentence",
        "要把责任链条拧紧，一级抓一级。3月5日前各区县报送任务清单，全年完成率达到95.6%。",
    ),
)

DUTY_REPORT = written(
    "duty",
    "党管武装工作述职报告",
    "党管武装述职报告",
    "2024-12-19",
    "安澜县人民武装部",
    (
        "履职情况",
        "achievement",
        "figures",
        "一年来，我坚持党管武装，召开议军会议4次。全县征集大学生新兵86名，同比增长12%。",
    ),
    (
        "存在的不足",
        "problem",
        "sentence",
        "对照上级要求，军地联动还不够顺畅。有的乡镇专武干部身兼多职，精力难以集中。",
    ),
    (
        "下一步打算",
        "plan",
        "sentence",
        "下一步，推动双拥共建常态化，为新质生产力与战斗力双向转化出实招。请同志们监督。",
    ),
)

CONSCRIPTION = written(
    "conscription",
    "在全市征兵工作总结表彰会上的讲话",
    "总结表彰会讲话",
    "2019-12-20",
    "清川市征兵办公室",
    (
        "压实责任链条，确保落地见效",
        "implement",
        "sentence",
        "各级要把责任链条拧紧，一级抓一级。征兵工作是硬任务，讲不得价钱。",
    ),
    (
        "精准宣传发动",
        "task",
        "example",
        "比如，望舒区石桥街道把宣传台搭到校门口，三天接待青年四百人。表彰先进是为了带动后进。",
    ),
)

NEWS = written(
    "news",
    "清川市委召开议军会议",
    "议军会议报道",
    None,
    "",
    (
        "会议强调",
        None,
        "quotation",
        "会议指出，“天下虽安，忘战必危”。要拥军优属，把好事办到军属心坎上。",
    ),
)

DOCUMENTS = (PROMOTION, DUTY_REPORT, CONSCRIPTION, NEWS)


def full_library() -> MemoryLibrary:
    """A library that holds all documents of this page."""
    library = MemoryLibrary()
    for document, passages in DOCUMENTS:
        library.put(document, passages)
    return library
