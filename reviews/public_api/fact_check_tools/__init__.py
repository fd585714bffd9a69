"""`claims:search` as clients of Google's Fact Check Tools API know it: its parameters, answers, paging and errors.

The shapes are those of the discovery document factchecktools.v1alpha1; what we add stands under one key, `deskReview`.
"""
