import articles.models.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0008_advertising'),
    ]

    operations = [
        migrations.AddField(
            model_name='article',
            name='paid_by',
            field=articles.models.fields.LineField(blank=True, help_text='Who has paid for this story, as readers should know them: they see a label with this name wherever the story stands. Empty for everything the newsroom publishes of its own accord.', max_length=120, verbose_name='paid for by'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('paid_by', ''), _negated=True), fields=['-saved_at', '-id'], name='article_paid_for'),
        ),
    ]
