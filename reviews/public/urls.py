"""The addresses readers know. They are resolved on a road of their own: no session, no sign-in, no cookie."""

from django.urls import path

from reviews.public import corrections, feeds, lists, own_pages, pages, readers

urlpatterns = [
    path("", lists.home, name="public_home"),
    path("checks/", lists.checks, name="public_checks"),
    path("claimants/<int:key>-<slug:slug>/", lists.claimant, name="public_claimant"),
    path("claimants/<int:key>/", lists.claimant, name="public_claimant_by_key"),
    path("topics/<slug:slug>/", lists.topic, name="public_topic"),
    path("verdicts/<int:number>-<slug:slug>/", pages.verdict, name="public_verdict"),
    path("verdicts/<int:number>-<slug:slug>", pages.verdict),
    path("verdicts/<int:number>/versions/<int:version>/", corrections.version, name="public_version"),
    path("corrections/", corrections.ledger, name="public_corrections"),
    path("corrections.atom", corrections.feed, name="public_corrections_feed"),
    path("verdicts/<int:number>/", pages.verdict, name="public_verdict_by_number"),
    path("verdicts/<int:number>", pages.verdict),
    path("about/<slug:slug>/", own_pages.page, name="public_page"),
    path("about/<slug:slug>/versions/<int:version>/", own_pages.page_version, name="public_page_version"),
    path("report/", readers.report, name="public_report"),
    path("suggest/", readers.suggest, name="public_suggest"),
    path("status/<str:code>/", readers.status, name="public_status"),
    path("feed.atom", feeds.feed, name="public_feed"),
    path("sitemap.xml", feeds.sitemap_index, name="public_sitemap"),
    path("sitemap-lists-<int:part>.xml", feeds.sitemap_lists, name="public_sitemap_lists"),
    path("sitemap-<int:part>.xml", feeds.sitemap, name="public_sitemap_part"),
    path("favicon.ico", feeds.icon, name="public_icon"),
    path("robots.txt", feeds.robots, name="public_robots"),
]
