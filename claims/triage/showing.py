"""What a person was shown when they decided: worked out here, whatever a page or a program says it showed.

A decision on a claim of an article keeps, in `TriageDecision.shown`:

on              page or api; empty when a program within the house decided
list, order     the short list or all of it; in the article's order or by worth (pages only: who reads over the API
                lays out their own list)
place, of       where the claim stood in that list, and how long it was; no place when it stood outside
rank            among what may be proposed, by worth; none for what is folded away or a person chose
proposed, further_down   whether it was proposed, or shown as one of those from further down
marks           three, two, one or no dots
checkworthiness, prior   as they were
model, splitter, run     the versions that said so, and the run of the splitter
seconds         on screen, where known

Finishing an article keeps `walk`: the claims of the list in its order; and `further_down` those of them that were shown
from further down.
"""

from dataclasses import dataclass, replace
from typing import Any

from claims.models import Article, Claim
from claims.selectors.proposals import Proposal, Proposals, propose
from factcheck.accounts.models import User

PAGE, API = "page", "api"


@dataclass(frozen=True)
class Sight:
    """How somebody looks at an article's claims: on a page with a list, or through the API."""

    on: str = ""
    everything: bool = False
    by_worth: bool = False
    seconds: int | None = None
    proposals: Proposals | None = None  # already at hand

    @property
    def list_shown(self) -> dict[str, Any]:
        if self.on != PAGE:
            return {"on": self.on}
        kept = {"on": PAGE, "list": "all" if self.everything else "short"}
        return {**kept, "order": "worth" if self.by_worth else "article"}

    def of(self, article: Article, user: User) -> "Sight":
        """The same sight with the article's proposals at hand, to be asked of many claims."""
        return self if self.proposals else replace(self, proposals=propose(article, user))


NOT_TOLD = Sight()


def describe_claim(claim: Claim, sight: Sight, *, status: str, user: User) -> dict[str, Any]:
    """What was shown of a claim that had the `status` when it was decided on."""
    seconds = {} if sight.seconds is None else {"seconds": sight.seconds}
    opinion = {
        "checkworthiness": claim.checkworthiness,
        "prior": claim.checkworthiness if claim.desk_version is None and claim.prior is None else claim.prior,
        "model": claim.desk_version,
        "splitter": claim.splitter_version,
    }
    if not claim.article_id:
        return {"on": sight.on, **seconds, **opinion}
    proposals = sight.of(claim.article, user).proposals
    proposal = proposals.by_claim.get(claim.pk)
    place = _place_of(proposal, proposals, sight, status=status) if proposal else {}
    return {**sight.list_shown, "run": claim.article.current_run_id, **place, **seconds, **opinion}


def _place_of(proposal: Proposal, proposals: Proposals, sight: Sight, *, status: str) -> dict[str, Any]:
    about = {
        "rank": proposal.rank or None,
        "proposed": proposal.is_proposed,
        "further_down": proposal.is_further_down,
        "marks": proposal.worth,
    }
    if sight.on != PAGE:
        return about
    # What is decided is always in the list; the list is wanted as it was before.
    before = [replace(one, status=status) if one is proposal else one for one in proposals.all]
    list_before = Proposals(before, proposals.sentences)
    walk = [one.claim for one in list_before.in_order(everything=sight.everything, by_worth=sight.by_worth)]
    place = walk.index(proposal.claim) + 1 if proposal.claim in walk else None
    return {"place": place, "of": len(walk), **about}


def describe_list(article: Article, sight: Sight, *, user: User) -> dict[str, Any]:
    """What was shown of a whole article. Call before anything is decided by finishing."""
    seen = {**sight.list_shown, "run": article.current_run_id}
    if sight.on != PAGE:
        return seen
    proposals = sight.of(article, user).proposals
    walk = proposals.in_order(everything=sight.everything, by_worth=sight.by_worth)
    return {
        **seen,
        "of": len(walk),
        "walk": [one.claim for one in walk],
        "further_down": [one.claim for one in walk if one.is_further_down],
    }
