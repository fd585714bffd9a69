"""The desk's pages get their first versions; a scale's row is what it was."""

from django.db import migrations


def carry_over(apps, schema_editor):
    page, version = apps.get_model("reviews", "PublicPage"), apps.get_model("reviews", "PublicPageVersion")
    version.objects.bulk_create(
        version(page=one, number=1, title=one.title, text=one.text, published_at=one.changed_at)
        for one in page.objects.all()
    )


class Migration(migrations.Migration):
    dependencies = [("reviews", "0006_publication")]

    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
