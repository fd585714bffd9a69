"""pgvector, for the vectors of claims. The engines that are bundled and the one in the compose file both carry it."""

from django.db import migrations
from pgvector.django import VectorExtension


class Migration(migrations.Migration):
    dependencies = [("claims", "0002_large_texts_uncompressed")]

    operations = [VectorExtension()]
