"""What happens in this room that other programs may be told of, in the words of the webhooks page."""

from factcheck.webhooks.registry import register

register("claim.settled", "A claim is settled and ready to write")
register("verdict.published", "A verdict is published")
register("verdict.corrected", "A published verdict is corrected")
register("verdict.updated", "A published verdict is added to, updated, redacted, or confirmed by a second look")
register("verdict.retracted", "A verdict is retracted")
register("verdict.withheld", "A verdict is withheld from readers")
register("verdict.returned", "A withheld verdict is shown again")
