"""Every list asks the database as often for 20 rows as for 2."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from knox.models import AuthToken

from claims.models import Appearance, ClaimWording, Submission
from factcheck.accounts.models import Invitation
from factcheck.jobs.models import Job
from factcheck.ledger import acts as ledger
from factcheck.notices.models import Notice
from reviews.models import Claim, PublicRevision, PublicScale, PublicVerdict, Round
from reviews.states import AssignmentStatus, Stance
