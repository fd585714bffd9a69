from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_jobs")]

    operations = [
        migrations.CreateModel(
            name="Clock",
            fields=[
                ("kind", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("asked_at", models.DateTimeField()),
            ],
        ),
    ]
