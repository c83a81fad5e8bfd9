"""Which kind of file this is, by what stands in it."""

import re
from typing import IO

from claims.importing.texts import head_of
from claims.importing.zips import is_release, is_zip
from claims.vocab import ImportKind

_OURS = re.compile(r'"(verdict_id|evidence_digest|article_outlet)":|"schema":"claimdesk\.claim/')
_AVERITEC = re.compile(
    r'"(required_reannotation|fact_checking_strategies|claim_types|reporting_source|fact_checking_article|questions)"'
)


def kind_of(file: IO[bytes], name: str = "") -> ImportKind:
    """The kind of a file by its beginning; one that looks like none of the others is a table.

    Args:
        file: the file, opened for reading at any place.
        name: its name, which tells only a table from other texts.
    """
    if is_zip(file):
        return ImportKind.JSONL if is_release(file) else ImportKind.CLAIMREVIEW
    head = head_of(file).lstrip("\ufeff \t\r\n")
    if not head or name.lower().endswith((".csv", ".tsv")):
        return ImportKind.CSV
    if head[0] == "{":
        first = head.partition("\n")[0]
        return ImportKind.JSONL if _OURS.search(first) else ImportKind.CLAIMREVIEW
    if head[0] == "[":
        return ImportKind.AVERITEC if _AVERITEC.search(head) else ImportKind.CLAIMREVIEW
    return ImportKind.CLAIMREVIEW if head[0] == "<" else ImportKind.CSV
