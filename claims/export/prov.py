"""PROV: who made what of which, as far as the frozen claims tell."""

from collections.abc import Iterable, Iterator
from typing import Any

from claims.digest import canonical
from claims.export.frozen import ALONE, Frozen, claims_of, is_alone, source_of


def to_prov(records: Iterable[str], about: dict[str, Any]) -> Iterator[str]:
    """PROV-JSON: a bundle a claim, so that it can be written and read one claim at a time.

    Source:
        W3C PROV-JSON member submission.
    """
    release = {
        "cd:release": {
            "prov:type": "claimdesk:Release",
            "prov:label": about.get("set", {}).get("title", ""),
            "claimdesk:version": about.get("version", ""),
        }
    }
    head = {"prefix": _PREFIXES, "entity": release}
    yield canonical(head)[:-1] + ',"bundle":{'
    for place, claim in enumerate(claims_of(records)):
        name = canonical(f"cd:claim-{claim['id']}")
        yield ("," if place else "") + "\n" + name + ":" + canonical(_bundle(claim))
    yield "\n}}\n"


_PREFIXES = {"cd": "urn:claimdesk:", "claimdesk": "urn:claimdesk:vocabulary:"}


def _bundle(claim: Frozen) -> dict[str, Any]:
    wording, verdict = f"cd:wording-{claim['id']}", f"cd:verdict-{claim['verdict_id']}"
    signing = f"cd:signing-{claim['verdict_id']}"
    author = f"cd:person-{claim['verdict_author_id']}"
    bundle: dict[str, Any] = {
        "prefix": _PREFIXES,
        "entity": {
            wording: {
                "prov:type": "claimdesk:Claim",
                "prov:value": claim["text"],
                "claimdesk:made_by": claim["made_by"],
            },
            f"cd:article-{claim['article_id']}": {
                "prov:type": "claimdesk:Article",
                "prov:label": claim["article_title"],
                "claimdesk:url": claim["article_url"],
            },
            verdict: _verdict(claim),
        },
        "activity": {signing: {"prov:type": "claimdesk:Signing", "prov:endTime": claim["verdict_at"]}},
        "agent": {author: {"prov:type": "prov:Person", "prov:label": claim["verdict_author"]}},
        "wasDerivedFrom": {
            "_:d0": {
                "prov:generatedEntity": wording,
                "prov:usedEntity": f"cd:article-{claim['article_id']}",
            }
        },
        "used": {"_:u0": {"prov:activity": signing, "prov:entity": wording}},
        "wasGeneratedBy": {"_:g0": {"prov:entity": verdict, "prov:activity": signing}},
        "wasAssociatedWith": {"_:a0": {"prov:activity": signing, "prov:agent": author}},
        "wasAttributedTo": {"_:t0": {"prov:entity": verdict, "prov:agent": author}},
    }
    _evidence(bundle, claim, signing)
    _reviews(bundle, claim, verdict)
    if told := claim.get("withdrawn"):
        _withdrawn(bundle, verdict, told)
    return bundle


def _withdrawn(bundle: dict[str, Any], verdict: str, told: dict[str, str]) -> None:
    act = f"{verdict}-withdrawal"
    bundle["activity"][act] = {
        "prov:type": "claimdesk:Withdrawal",
        "prov:endTime": told["at"],
        "claimdesk:version": told["version"],
        "claimdesk:reason": told["reason"],
    }
    bundle["wasInvalidatedBy"] = {
        "_:i0": {"prov:entity": verdict, "prov:activity": act, "prov:time": told["at"]}
    }


def _verdict(claim: Frozen) -> dict[str, Any]:
    more = {"claimdesk:rating_means": claim.get("rating_means", "")}
    if policy := claim.get("policy"):
        more |= {"claimdesk:policy": f"version {policy['version']}"}
    if is_alone(claim):
        more |= {"claimdesk:alone": ALONE}
    return {name: value for name, value in more.items() if value} | {
        "prov:type": "claimdesk:Verdict",
        "claimdesk:scale": f"{claim['scale']} {claim['scale_version']}",
        "claimdesk:rating": claim["rating"],
        "claimdesk:as_of": claim["as_of"],
        "claimdesk:evidence_digest": claim["evidence_digest"],
    }


def _evidence(bundle: dict[str, Any], claim: Frozen, signing: str) -> None:
    for number, found in enumerate(claim["evidence"], start=1):
        passage, capture = f"cd:evidence-{found['id']}", f"cd:capture-{found['snapshot_sha256']}"
        bundle["entity"][passage] = {"prov:type": "claimdesk:Evidence", "claimdesk:stance": found["stance"]}
        bundle["entity"].setdefault(
            capture,
            {
                "prov:type": "claimdesk:Capture",
                "prov:label": source_of(found).title,
                "claimdesk:url": source_of(found).url,
                "claimdesk:captured_at": found["captured_at"],
            },
        )
        derived = {"prov:generatedEntity": passage, "prov:usedEntity": capture}
        bundle["wasDerivedFrom"][f"_:d{number}"] = derived
        bundle["used"][f"_:u{number}"] = {"prov:activity": signing, "prov:entity": passage}


def _reviews(bundle: dict[str, Any], claim: Frozen, verdict: str) -> None:
    for number, review in enumerate(claim["reviews"], start=1):
        act, person = f"cd:review-{claim['verdict_id']}-{number}", f"cd:person-{review['reviewer_id']}"
        bundle["agent"][person] = {"prov:type": "prov:Person", "prov:label": review["reviewer"]}
        bundle["activity"][act] = {
            "prov:type": "claimdesk:Review",
            "prov:endTime": review["decided_at"],
            "claimdesk:decision": review["decision"],
            "claimdesk:digest_seen": review["digest_seen"],
            **({"claimdesk:alone": True} if review.get("alone") else {}),
        }
        bundle["used"][f"_:v{number}"] = {"prov:activity": act, "prov:entity": verdict}
        bundle["wasAssociatedWith"][f"_:a{number}"] = {"prov:activity": act, "prov:agent": person}
