"""Pages of asking the claimant."""

from django.urls import path

from reviews.desk import contact, letters

urlpatterns = [
    path("contacts/", contact.contacts, name="contacts"),
    path("claims/<int:pk>/contact/", contact.contact, name="contact"),
    path("claims/<int:pk>/contact/ask/", contact.ask, name="contact_ask"),
    path("claims/<int:pk>/contact/note/", contact.note, name="contact_note"),
    path("claims/<int:pk>/contact/remind/", contact.remind, name="contact_remind"),
    path("claims/<int:pk>/contact/again/", contact.again, name="contact_again"),
    path("claims/<int:pk>/contact/deadline/", contact.deadline, name="contact_deadline"),
    path("claims/<int:pk>/contact/close/", contact.close, name="contact_close"),
    path("claims/<int:pk>/contact/reopen/", contact.reopen, name="contact_reopen"),
    path("claims/<int:pk>/contact/hand-over/", contact.hand_over, name="contact_hand_over"),
    path("letters/", letters.letters, name="letters"),
    path("letters/<int:pk>/", letters.letter, name="letter"),
]
