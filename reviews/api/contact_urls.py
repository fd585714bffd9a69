"""Addresses of asking the claimant."""

from django.urls import path

from reviews.api import contact

urlpatterns = [
    path("contacts/", contact.Contacts.as_view(), name="api_contacts"),
    path("claims/<int:pk>/contact/", contact.Contact.as_view(), name="api_contact"),
    path("claims/<int:pk>/contact/letters/", contact.Proposed.as_view(), name="api_contact_letters"),
    path("claims/<int:pk>/contact/ask/", contact.Ask.as_view(), name="api_contact_ask"),
    path("claims/<int:pk>/contact/note/", contact.Note.as_view(), name="api_contact_note"),
    path("claims/<int:pk>/contact/remind/", contact.Remind.as_view(), name="api_contact_remind"),
    path("claims/<int:pk>/contact/send_again/", contact.SendAgain.as_view(), name="api_contact_send_again"),
    path("claims/<int:pk>/contact/deadline/", contact.Deadline.as_view(), name="api_contact_deadline"),
    path("claims/<int:pk>/contact/close/", contact.Close.as_view(), name="api_contact_close"),
    path("claims/<int:pk>/contact/reopen/", contact.Reopen.as_view(), name="api_contact_reopen"),
    path("claims/<int:pk>/contact/hand_over/", contact.HandOver.as_view(), name="api_contact_hand_over"),
    path("letters/", contact.Letters.as_view(), name="api_letters"),
    path("letters/<int:pk>/", contact.OneLetter.as_view(), name="api_letter"),
]
