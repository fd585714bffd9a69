"""People for tests."""

import factory

from factcheck.accounts.models import Role, User
from reviews.models import Reviewer

PASSWORD = "correct horse battery staple"


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.LazyAttribute(lambda o: f"{o.name.lower().replace(' ', '.')}@desk.example")
    role = Role.REVIEWER

    @factory.post_generation
    def reviewer(self, create, extracted, **kwargs):
        Reviewer.objects.get_or_create(user=self, defaults={"languages": ["en"]})


class AdminFactory(PersonFactory):
    name = factory.Sequence(lambda n: f"Editor {n}")
    role = Role.ADMIN
