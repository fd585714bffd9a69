"""Keep large texts as they are: compressing a million characters takes longer than the whole request may."""

from django.db import migrations

EXTERNAL = """
ALTER TABLE claims_article ALTER COLUMN text SET STORAGE EXTERNAL;
ALTER TABLE claims_submission ALTER COLUMN received SET STORAGE EXTERNAL;
"""
EXTENDED = EXTERNAL.replace("EXTERNAL", "EXTENDED")


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_claims")]

    operations = [migrations.RunSQL(EXTERNAL, EXTENDED)]
