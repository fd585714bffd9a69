"""Addresses of what readers send us, on the desk."""

from django.urls import path

from reviews.desk import complaints, tips

urlpatterns = [
    path("complaints/", complaints.complaints, name="complaints"),
    path("complaints/<int:pk>/", complaints.complaint, name="complaint"),
    path("complaints/<int:pk>/take-up/", complaints.take_up, name="complaint_take_up"),
    path("complaints/<int:pk>/note/", complaints.note, name="complaint_note"),
    path("complaints/<int:pk>/close/", complaints.close, name="complaint_close"),
    path("complaints/<int:pk>/look-again/", complaints.look_again, name="complaint_look_again"),
    path("complaints/<int:pk>/recheck/", complaints.recheck, name="complaint_recheck"),
    path("tips/", tips.tips, name="tips"),
    path("tips/<int:pk>/", tips.tip, name="tip"),
    path("tips/<int:pk>/take/", tips.take, name="tip_take"),
    path("tips/<int:pk>/checked/", tips.checked, name="tip_checked"),
    path("tips/<int:pk>/leave/", tips.leave, name="tip_leave"),
    path("tips/<int:pk>/look-again/", tips.look_again, name="tip_look_again"),
]
