"""A source was known by one address; now it may have several. What was known is carried over."""

from django.db import migrations


def carry_over(apps, schema_editor):
    Source, Address = apps.get_model("reviews", "Source"), apps.get_model("reviews", "SourceAddress")
    known = Source.objects.values_list("pk", "url", "url_hash").iterator()
    Address.objects.bulk_create(
        (Address(source_id=pk, url=url, url_hash=url_hash, how="given") for pk, url, url_hash in known), batch_size=1000
    )
    apps.get_model("reviews", "ClaimantContact").objects.exclude(outcome="").update(status="closed")


class Migration(migrations.Migration):
    dependencies = [("reviews", "0004_evidence")]

    operations = [
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        # The new rows' keys are checked at the end of the transaction otherwise, and the table cannot change until then.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.RemoveField(model_name="source", name="url_hash"),
    ]
