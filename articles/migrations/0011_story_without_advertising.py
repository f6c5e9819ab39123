from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0010_search_by_time'),
    ]

    operations = [
        migrations.AddField(
            model_name='article',
            name='without_ads',
            field=models.BooleanField(default=False, help_text="Every slot for advertising stays empty on this story's page: for a death, a disaster, a crime.", verbose_name='no advertising'),
        ),
    ]
