"""Who is meant by "he", "Kim", "the leader", "the party" and "it" in an English article.

`find_mentions` reads parsed paragraphs and gives each mention its chain and the best name of it.
Names come first (`names`), then nouns and pronouns in one pass (`chains`), pronouns by a small ranker
with readable weights. Where two names fit about as well, both are given and none is chosen.
"""

from claims.split.mentions.found import Mention, find_mentions, to_draft
from claims.split.mentions.noun import MentionKind

__all__ = ["Mention", "MentionKind", "find_mentions", "to_draft"]
