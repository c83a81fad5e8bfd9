"""A parse as plain lists, which rules may change."""

from __future__ import annotations

from dataclasses import dataclass

NOUNS = frozenset({"NOUN", "PROPN"})


@dataclass(slots=True)
class Tree:
    """A parse as plain lists, which a rule may change: heads by index."""

    words: list[str]
    heads: list[int]
    deps: list[str]
    kinds: list[str]
    #: The number of the sentence that each word stands in; nothing hangs in another.
    sentences: list[int]
    changed: bool = False

    def hang(self, word: int, head: int, dep: str) -> None:
        """Hang a word on another of its sentence."""
        if self.sentences[word] != self.sentences[head]:
            return
        self.heads[word], self.deps[word] = head, dep
        self.changed = True

    def below(self, top: int) -> list[int]:
        """What hangs on a word, in order."""
        return [i for i, head in enumerate(self.heads) if head == top and i != top]

    def under(self, word: int, top: int) -> bool:
        """Say whether a word hangs below another, or is it."""
        for _ in range(60):
            if word == top:
                return True
            if self.heads[word] == word:
                return False
            word = self.heads[word]
        return False

    def whole(self) -> bool:
        """Say whether every word still hangs, through others, on one that hangs on itself."""
        good: set[int] = set()
        for first in range(len(self.words)):
            path: list[int] = []
            word = first
            while word not in good and self.heads[word] != word and len(path) <= len(self.words):
                path.append(word)
                word = self.heads[word]
            if len(path) > len(self.words):
                return False
            good.update((*path, word))
        return True
