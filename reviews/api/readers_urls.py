"""Addresses of what readers send us, in the API."""

from django.urls import path

from reviews.api import readers

urlpatterns = [
    path("complaints/", readers.Complaints.as_view(), name="api_complaints"),
    path("complaints/<int:pk>/", readers.OneComplaint.as_view(), name="api_complaint"),
    path("complaints/<int:pk>/take_up/", readers.TakeUp.as_view(), name="api_complaint_take_up"),
    path("complaints/<int:pk>/note/", readers.Note.as_view(), name="api_complaint_note"),
    path("complaints/<int:pk>/uphold/", readers.Uphold.as_view(), name="api_complaint_uphold"),
    path("complaints/<int:pk>/uphold_in_part/", readers.UpholdInPart.as_view(), name="api_complaint_uphold_in_part"),
    path("complaints/<int:pk>/reject/", readers.Reject.as_view(), name="api_complaint_reject"),
    path("complaints/<int:pk>/look_again/", readers.LookAgain.as_view(), name="api_complaint_look_again"),
    path("complaints/<int:pk>/recheck/", readers.OpenRecheck.as_view(), name="api_complaint_recheck"),
    path("tips/", readers.Tips.as_view(), name="api_tips"),
    path("tips/<int:pk>/", readers.OneTip.as_view(), name="api_tip"),
    path("tips/<int:pk>/take/", readers.Take.as_view(), name="api_tip_take"),
    path("tips/<int:pk>/answer_with_check/", readers.AnswerWithCheck.as_view(), name="api_tip_answer_with_check"),
    path("tips/<int:pk>/leave/", readers.Leave.as_view(), name="api_tip_leave"),
    path("tips/<int:pk>/look_again/", readers.LookAtTipAgain.as_view(), name="api_tip_look_again"),
]
