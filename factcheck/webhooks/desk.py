"""The webhooks pages, for editors: who is told what happens here, and what became of each message."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import dateformat, timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import retarget

from factcheck.core.errors import Conflict
from factcheck.web.access import admin_only
from factcheck.web.answers import see_other
from factcheck.web.forms import number_in, run_form
from factcheck.web.paging import page_by_key, page_links
from factcheck.webhooks import receivers, replaying, switching
from factcheck.webhooks.finding import count_sending, deliveries_of, find_receiver, receivers_for
from factcheck.webhooks.forms import ChangeForm, ReceiverForm, ReplayForm
from factcheck.webhooks.models import Delivery, Receiver
from factcheck.webhooks.reasons import reason_of
from factcheck.webhooks.registry import KINDS

NO_OTHER_SECRET = (
    "No new secret was made: this form was sent before, or somebody changed the webhook meanwhile. Make one below if "
    "you still want to."
)


@require_safe
@admin_only
def webhooks(request: HttpRequest) -> HttpResponse:
    """Everybody who is told, by name."""
    rows = [{"receiver": one, "kinds": _words(one)} for one in receivers_for(request.user)]
    return render(request, "webhooks/webhooks.html", {"section": "webhooks", "rows": rows})


def _words(receiver: Receiver) -> list[str]:
    """What it is told of, as a list goes on in a sentence, in the order of the form."""
    words = [kind.words for name, kind in KINDS.items() if name in receiver.kinds]
    return [said[0].lower() + said[1:] for said in words]


@require_http_methods(["GET", "POST"])
@admin_only
def new(request: HttpRequest) -> HttpResponse:
    """Make one, and show its secret: a page that ever shows it, so no redirect."""
    form = ReceiverForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = run_form(form, lambda **typed: receivers.add_receiver(by=request.user, at=timezone.now(), **typed))
        if status == 0:
            receiver, secret = form.made
            return _show(request, receiver, secret=secret)
    return render(request, "webhooks/receiver_form.html", {"section": "webhooks", "form": form}, status=status)


@require_safe
@admin_only
def webhook(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, find_receiver(pk, user=request.user))


@require_safe
@admin_only
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How many messages are on their way, asked for every two seconds.

    Once more was tried than the page shows, or nothing is on its way, the list and how the receiver stands as well.
    """
    receiver = find_receiver(pk, user=request.user)
    if not request.htmx:
        return redirect("webhook", pk)
    context = _sent_to(request, receiver)
    if context["sending"] and request.headers.get("X-Shown") == context["shown"]:
        return render(request, "webhooks/_progress.html", context)
    return retarget(render(request, "webhooks/_news.html", context), "#deliveries")


def _show(
    request: HttpRequest,
    receiver: Receiver,
    *,
    secret: str = "",
    form: ReplayForm | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    """One receiver with what was sent to it, newest first."""
    context = {
        "section": "webhooks",
        "kinds": _words(receiver),
        "secret": secret,
        "refused": refused,
        "both_sign": receiver.previous_until is not None and receiver.previous_until > timezone.now(),
        "form": form or ReplayForm(),
        **_sent_to(request, receiver),
    }
    return render(request, "webhooks/receiver.html", context, status=status)


def _sent_to(request: HttpRequest, receiver: Receiver) -> dict[str, object]:
    """What was sent to it, for the page and for its part. The links lead to the page, whatever address shows it."""
    page = page_by_key(deliveries_of(receiver, user=request.user), request)
    address = reverse("webhook", args=[receiver.pk])
    links = {name: address + query if query else "" for name, query in page_links(page, request).items()}
    is_newest = not {"older", "newer"} & request.GET.keys()
    return {
        "receiver": receiver,
        "rows": [{"delivery": one, "reason": reason_of(one)} for one in page],
        "sending": count_sending(receiver, user=request.user) if is_newest else 0,
        "shown": _moment_of(receiver, page.rows),
        **links,
    }


def _moment_of(receiver: Receiver, rows: list[Delivery]) -> str:
    """How far things are: another one after every try, and when the receiver was switched off."""
    tries = sum(one.tries for one in rows)
    last = max((one.tried_at for one in rows if one.tried_at), default=None)
    return f"{receiver.version}-{tries}-{last.timestamp() if last else 0}"


@require_http_methods(["GET", "POST"])
@admin_only
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change its name, address and what it is told of."""
    receiver = find_receiver(pk, user=request.user)
    form = ChangeForm(request.POST or None, initial=ChangeForm.initial_of(receiver))

    def save(**typed: object) -> None:
        receivers.change_receiver(receiver_id=pk, by=request.user, at=timezone.now(), **typed)
        messages.success(request, "Saved. What waits goes to the address as it is now.")

    status = 200
    if request.method == "POST":
        status = run_form(form, save)
        if status == 0:
            return see_other("webhook", pk)
    context = {"section": "webhooks", "form": form, "receiver": receiver, "is_stale": status == 409}
    return render(request, "webhooks/receiver_form.html", context, status=status)


@require_POST
@admin_only
def rotate(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it a new secret and show it: no redirect, as at its making. The page sent again makes no other."""
    version = number_in(request.POST, "version") or 0
    try:
        receiver, secret = receivers.rotate_secret(receiver_id=pk, version=version, by=request.user, at=timezone.now())
    except Conflict:
        return _show(request, find_receiver(pk, user=request.user), refused=NO_OTHER_SECRET, status=409)
    return _show(request, receiver, secret=secret)


def _act(verb: Callable[..., object], done: str) -> Callable[..., HttpResponse]:
    """A button of the receiver's page: do it, say so, and show the page again."""

    @require_POST
    @admin_only
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        verb(receiver_id=pk, by=request.user, at=timezone.now())
        messages.success(request, done)
        return see_other("webhook", pk)

    return view


ping = _act(receivers.ping_receiver, "A message is on its way.")
stop = _act(switching.stop_receiver, "Switched off. What happens from now on is kept as not sent.")
start = _act(switching.start_receiver, "Switched on. What it missed can be sent again below.")


@require_POST
@admin_only
def end(request: HttpRequest, pk: int) -> HttpResponse:
    receivers.end_receiver(receiver_id=pk, by=request.user, at=timezone.now())
    messages.success(request, "The webhook is ended.")
    return see_other("webhooks")


@require_POST
@admin_only
def replay_since(request: HttpRequest, pk: int) -> HttpResponse:
    """Send again what it missed since a moment."""
    form = ReplayForm(request.POST)
    receiver = find_receiver(pk, user=request.user)

    def verb(**typed: object) -> replaying.Replayed:
        return replaying.replay_since(receiver_id=pk, by=request.user, at=timezone.now(), **typed)

    status = run_form(form, verb)
    if status:
        return _show(request, receiver, form=form, status=status)
    messages.success(request, _said(form.made))
    return see_other("webhook", pk)


def _said(done: replaying.Replayed) -> str:
    count = f"{done.count:,} {'message is' if done.count == 1 else 'messages are'} sent again."
    if done.next_since is None:
        return count
    moment = dateformat.format(timezone.localtime(done.next_since), "j M Y, H:i")
    return f"{count} There are more: once these are through, send again what happened since {moment}."


@require_POST
@admin_only
def replay(request: HttpRequest, pk: int) -> HttpResponse:
    delivery = replaying.replay_delivery(delivery_id=pk, by=request.user, at=timezone.now())
    messages.success(request, "It is sent again.")
    return see_other("webhook", delivery.receiver_id)
