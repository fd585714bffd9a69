"""The addresses readers know. They are resolved on a road of their own: no session, no sign-in, no cookie."""

from django.urls import path

from reviews.public import feeds, pages

urlpatterns = [
    path("", pages.front, name="public_front"),
    path("verdicts/<int:number>-<slug:slug>/", pages.verdict, name="public_verdict"),
    path("verdicts/<int:number>-<slug:slug>", pages.verdict),
    path("verdicts/<int:number>/", pages.verdict, name="public_verdict_by_number"),
    path("verdicts/<int:number>", pages.verdict),
    path("about/<slug:slug>/", pages.about, name="public_page"),
    path("feed.atom", feeds.feed, name="public_feed"),
    path("sitemap.xml", feeds.sitemap_index, name="public_sitemap"),
    path("sitemap-<int:part>.xml", feeds.sitemap, name="public_sitemap_part"),
    path("favicon.ico", feeds.icon, name="public_icon"),
    path("robots.txt", feeds.robots, name="public_robots"),
]
