import articles.models.colour
import articles.models.fields
import articles.models.redirect
import articles.models.reserved
import articles.models.social_post
import django.contrib.auth.models
import django.contrib.auth.validators
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import taggit.managers
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='AdSlot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(choices=[('top', 'Below the head of every page'), ('list', 'Front page: below the top; lists: at their end'), ('story', 'Story: below its text')], editable=False, max_length=10, unique=True, verbose_name='place')),
                ('is_on', models.BooleanField(default=False, verbose_name='readers see it')),
                ('picture', models.FileField(blank=True, upload_to='ads/', verbose_name='picture')),
                ('picture_width', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('picture_height', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('alt', articles.models.fields.LineField(blank=True, help_text='What the picture says, for those who cannot see it.', max_length=200, verbose_name='alternative text')),
                ('address', articles.models.fields.WebAddressField(blank=True, max_length=500, verbose_name='where it leads')),
                ('frame_url', articles.models.fields.WebAddressField(blank=True, help_text='Of an advertising server. The picture above is then not shown.', max_length=500, verbose_name='or: address of a frame')),
                ('frame_height', models.PositiveSmallIntegerField(default=250, help_text='In pixels; kept free, so that nothing on the page moves.', verbose_name='height of the frame')),
                ('starts', models.DateTimeField(blank=True, null=True, verbose_name='from')),
                ('ends', models.DateTimeField(blank=True, null=True, verbose_name='until')),
            ],
            options={
                'verbose_name': 'advertisement',
                'verbose_name_plural': 'advertising',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='FeedState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200, unique=True)),
                ('hash', models.CharField(max_length=64)),
                ('changed_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Image',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.ImageField(height_field='height', upload_to='images/%Y/%m/', verbose_name='file', width_field='width')),
                ('width', models.PositiveIntegerField(editable=False, null=True, verbose_name='width')),
                ('height', models.PositiveIntegerField(editable=False, null=True, verbose_name='height')),
                ('upload_name', articles.models.fields.LineField(blank=True, editable=False, max_length=200, verbose_name='name of the file')),
                ('alt', articles.models.fields.LineField(blank=True, help_text='What the picture shows, for those who cannot see it.', max_length=300, verbose_name='alternative text')),
                ('caption', articles.models.fields.ProseField(blank=True, verbose_name='caption')),
                ('credit', articles.models.fields.LineField(blank=True, max_length=200, verbose_name='credit')),
                ('origin', models.CharField(choices=[('photo', 'Photo'), ('archive', 'Archive photo'), ('symbolic', 'Symbolic photo'), ('illustration', 'Illustration'), ('altered', 'Altered picture'), ('ai', 'Made with AI')], default='photo', help_text='Readers are told of anything but a photo of what is reported.', max_length=16, verbose_name='kind of picture')),
                ('taken_on', models.DateField(blank=True, null=True, verbose_name='taken on')),
                ('rights_note', articles.models.fields.ProseField(blank=True, help_text='For the desk only; readers do not see it.', verbose_name='rights note')),
                ('rights_until', models.DateField(blank=True, db_index=True, help_text='After that day readers are not shown the picture any more; the stories stay.', null=True, verbose_name='last day of the rights')),
                ('language', models.CharField(choices=[('hi', 'Hindi'), ('en', 'English')], default='hi', max_length=5, verbose_name='language')),
                ('focal_x', models.PositiveSmallIntegerField(default=50, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='focal point, across')),
                ('focal_y', models.PositiveSmallIntegerField(default=50, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='focal point, down')),
                ('renditions', models.JSONField(default=dict, editable=False)),
                ('import_ref', articles.models.fields.LineField(blank=True, editable=False, max_length=200, null=True, unique=True)),
                ('added_at', models.DateTimeField(auto_now_add=True, verbose_name='added')),
            ],
            options={
                'verbose_name': 'image',
                'verbose_name_plural': 'images',
                'ordering': ['-added_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Redirect',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('old_path', articles.models.fields.PathField(max_length=500, unique=True, validators=[articles.models.redirect.validate_path], verbose_name='old path')),
                ('new_path', articles.models.fields.LineField(blank=True, help_text='Empty: readers are told that it is gone.', max_length=500, validators=[articles.models.redirect.validate_path], verbose_name='new path')),
            ],
            options={
                'verbose_name': 'redirect',
                'verbose_name_plural': 'redirects',
                'ordering': ['old_path'],
            },
        ),
        migrations.CreateModel(
            name='Spelling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', articles.models.fields.LineField(max_length=100, verbose_name='word in Hindi')),
                ('key', models.CharField(editable=False, max_length=100, unique=True)),
                ('spelling', articles.models.fields.LineField(max_length=100, validators=[django.core.validators.RegexValidator('\\A[a-z0-9]+(-[a-z0-9]+)*\\Z', 'Small Latin letters, digits and hyphens only.')], verbose_name='in addresses')),
            ],
            options={
                'verbose_name': 'spelling in addresses',
                'verbose_name_plural': 'spellings in addresses',
                'ordering': ['word'],
            },
        ),
        migrations.CreateModel(
            name='Tag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', articles.models.fields.LineField(max_length=100, verbose_name='name')),
                ('slug', articles.models.fields.SlugField(max_length=100, unique=True, verbose_name='address')),
                ('key', models.CharField(editable=False, max_length=200, unique=True)),
                ('description', articles.models.fields.ProseField(blank=True, verbose_name='description')),
                ('language', models.CharField(choices=[('hi', 'Hindi'), ('en', 'English')], default='hi', max_length=5, verbose_name='language')),
            ],
            options={
                'verbose_name': 'tag',
                'verbose_name_plural': 'tags',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('username', articles.models.fields.LineField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                ('first_name', articles.models.fields.LineField(blank=True, max_length=150, verbose_name='first name')),
                ('last_name', articles.models.fields.LineField(blank=True, max_length=150, verbose_name='last name')),
                ('desk_language', models.CharField(blank=True, choices=[('hi', 'Hindi'), ('en', 'English')], help_text='Empty: the language of the site.', max_length=5, verbose_name='language of the desk')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'user',
                'verbose_name_plural': 'users',
                'abstract': False,
            },
            managers=[
                ('objects', django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name='Article',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('in_review', 'In review'), ('approved', 'Approved'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='draft', editable=False, max_length=12, verbose_name='status')),
                ('publish_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='published')),
                ('expire_at', models.DateTimeField(blank=True, help_text='From then on readers are told that it is gone.', null=True, verbose_name='expires')),
                ('deleted_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='put in the trash')),
                ('feed_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('import_ref', articles.models.fields.LineField(blank=True, editable=False, max_length=200, null=True, unique=True)),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('headline', articles.models.fields.LineField(blank=True, max_length=300, verbose_name='headline')),
                ('headline_proposed', models.BooleanField(default=False, help_text='Taken from the text by the import; please confirm.', verbose_name='headline is only proposed')),
                ('short_headline', articles.models.fields.LineField(blank=True, help_text='For lists, feeds and social cards.', max_length=120, verbose_name='short headline')),
                ('kicker', articles.models.fields.LineField(blank=True, help_text='The word or two above the headline.', max_length=80, verbose_name='kicker')),
                ('standfirst', articles.models.fields.ProseField(blank=True, help_text='What the story says, in a sentence or two.', verbose_name='standfirst')),
                ('body', models.TextField(blank=True, verbose_name='body')),
                ('kind', models.CharField(choices=[('news', 'News'), ('opinion', 'Opinion'), ('analysis', 'Analysis'), ('interview', 'Interview'), ('explainer', 'Explainer'), ('fact-check', 'Fact check'), ('gallery', 'Gallery'), ('video', 'Video')], default='news', max_length=12, verbose_name='kind')),
                ('language', models.CharField(choices=[('hi', 'Hindi'), ('en', 'English')], default='hi', max_length=5, verbose_name='language')),
                ('dateline_place', articles.models.fields.LineField(blank=True, max_length=80, verbose_name='dateline place')),
                ('source_credit', articles.models.fields.LineField(blank=True, max_length=120, verbose_name='agency or source')),
                ('paid_by', articles.models.fields.LineField(blank=True, help_text='Who has paid for this story, as readers should know them: they see a label with this name wherever the story stands. Empty for everything the newsroom publishes of its own accord.', max_length=120, verbose_name='paid for by')),
                ('without_ads', models.BooleanField(default=False, help_text="Every slot for advertising stays empty on this story's page: for a death, a disaster, a crime.", verbose_name='no advertising')),
                ('lead_caption', articles.models.fields.ProseField(blank=True, help_text='Empty: the caption in the library.', verbose_name='caption of the lead image')),
                ('canonical_url', articles.models.fields.WebAddressField(blank=True, help_text='The address of a story that first stood elsewhere.', max_length=500, verbose_name='first published at')),
                ('seo_title', articles.models.fields.LineField(blank=True, max_length=120, verbose_name='title for search engines')),
                ('seo_description', articles.models.fields.LineField(blank=True, max_length=300, verbose_name='description for search engines')),
                ('slug', articles.models.fields.SlugField(blank=True, help_text='Made from the headline when left empty; fixed when the story is first published or scheduled.', max_length=100, verbose_name='words in the address')),
                ('first_published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='first published')),
                ('significant_update_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='updated')),
                ('saved_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='last saved')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='begun')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='begun by')),
            ],
            options={
                'verbose_name': 'story',
                'verbose_name_plural': 'stories',
                'ordering': ['-saved_at', '-id'],
                'permissions': [('edit_any_article', 'Can edit stories of others'), ('review_article', 'Can approve stories and send them back'), ('publish_article', 'Can publish, schedule and edit published stories'), ('withdraw_article', 'Can withdraw stories'), ('correct_article', 'Can add corrections'), ('trash_article', 'Can put any story in the trash and restore it'), ('import_article', 'Can import stories from text')],
            },
        ),
        migrations.CreateModel(
            name='Author',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', articles.models.fields.LineField(help_text='In the script of the newsroom.', max_length=120, verbose_name='name')),
                ('latin_name', articles.models.fields.LineField(blank=True, max_length=120, verbose_name='name in Latin letters')),
                ('slug', articles.models.fields.SlugField(max_length=80, unique=True, verbose_name='address')),
                ('role', articles.models.fields.LineField(blank=True, help_text='For example: special correspondent.', max_length=120, verbose_name='role')),
                ('bio', articles.models.fields.ProseField(blank=True, verbose_name='about')),
                ('links', articles.models.fields.ProseField(blank=True, help_text='One address a line.', verbose_name='links')),
                ('user', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='author', to=settings.AUTH_USER_MODEL, verbose_name='account')),
                ('portrait', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.image', verbose_name='portrait')),
            ],
            options={
                'verbose_name': 'author',
                'verbose_name_plural': 'authors',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Byline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('in_review', 'In review'), ('approved', 'Approved'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='draft', editable=False, max_length=12, verbose_name='status')),
                ('publish_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='published')),
                ('expire_at', models.DateTimeField(blank=True, help_text='From then on readers are told that it is gone.', null=True, verbose_name='expires')),
                ('deleted_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='put in the trash')),
                ('name', articles.models.fields.LineField(blank=True, help_text='A guest or an agency without a page.', max_length=160, verbose_name='or a free name')),
                ('role', articles.models.fields.LineField(blank=True, help_text='For example: report, translation, photos.', max_length=60, verbose_name='role')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bylines', to='articles.article', verbose_name='story')),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='articles.author', verbose_name='author')),
            ],
            options={
                'verbose_name': 'byline',
                'verbose_name_plural': 'bylines',
                'ordering': ['order', 'id'],
            },
        ),
        migrations.AddField(
            model_name='article',
            name='authors',
            field=models.ManyToManyField(editable=False, related_name='+', through='articles.Byline', to='articles.author'),
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', articles.models.fields.ProseField(verbose_name='text')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='time')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='articles.article', verbose_name='story')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
            ],
            options={
                'verbose_name': 'correction',
                'verbose_name_plural': 'corrections',
                'ordering': ['at', 'id'],
            },
        ),
        migrations.AddField(
            model_name='article',
            name='lead_image',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='led_stories', to='articles.image', verbose_name='lead image'),
        ),
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', articles.models.fields.LineField(max_length=100, verbose_name='task')),
                ('args', models.JSONField(default=list, verbose_name='arguments')),
                ('key', articles.models.fields.LineField(blank=True, max_length=200)),
                ('state', models.CharField(choices=[('waiting', 'in line'), ('running', 'being done'), ('done', 'done'), ('failed', 'given up')], default='waiting', max_length=10, verbose_name='state')),
                ('priority', models.SmallIntegerField(default=0)),
                ('is_periodic', models.BooleanField(default=False, verbose_name='again and again')),
                ('due_at', models.DateTimeField(default=django.utils.timezone.now, null=True, verbose_name='due')),
                ('attempt_number', models.PositiveIntegerField(default=0)),
                ('attempts', models.PositiveIntegerField(default=0, verbose_name='tries')),
                ('enqueued_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='put in line')),
                ('started_at', models.DateTimeField(null=True, verbose_name='begun')),
                ('finished_at', models.DateTimeField(null=True, verbose_name='ended')),
                ('error', articles.models.fields.ProseField(blank=True, verbose_name='error')),
            ],
            options={
                'verbose_name': 'background job',
                'verbose_name_plural': 'background jobs',
                'ordering': ['-id'],
                'indexes': [models.Index(condition=models.Q(('due_at__isnull', False)), fields=['due_at'], name='job_due')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'waiting'), models.Q(('key', ''), _negated=True)), fields=('name', 'key'), name='job_queued_once'), models.UniqueConstraint(condition=models.Q(('is_periodic', True)), fields=('name',), name='job_periodic_once')],
            },
        ),
        migrations.CreateModel(
            name='Page',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', articles.models.fields.LineField(max_length=200, verbose_name='title')),
                ('slug', articles.models.fields.SlugField(max_length=60, unique=True, validators=[articles.models.reserved.validate_not_reserved, articles.models.reserved.validate_not_a_section], verbose_name='address')),
                ('body', models.TextField(blank=True, verbose_name='body')),
                ('purpose', models.CharField(blank=True, choices=[('about', 'About us'), ('corrections', 'Corrections policy'), ('contact', 'Contact'), ('privacy', 'Privacy')], help_text='Search engines are told where these pages are.', max_length=16, verbose_name='purpose')),
                ('language', models.CharField(choices=[('hi', 'Hindi'), ('en', 'English')], default='hi', max_length=5, verbose_name='language')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('is_public', models.BooleanField(default=True, verbose_name='readers can see it')),
                ('saved_at', models.DateTimeField(auto_now=True, verbose_name='last saved')),
            ],
            options={
                'verbose_name': 'page',
                'verbose_name_plural': 'pages',
                'ordering': ['order', 'title'],
                'constraints': [models.UniqueConstraint(models.F('purpose'), condition=models.Q(('purpose', ''), _negated=True), name='one_page_for_each_purpose', violation_error_message='Another page has this purpose already.')],
            },
        ),
        migrations.CreateModel(
            name='PostSnapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('author_name', articles.models.fields.LineField(blank=True, max_length=200, verbose_name="author's name")),
                ('handle', articles.models.fields.LineField(blank=True, help_text='Without the @.', max_length=200, verbose_name='handle')),
                ('text', articles.models.fields.ProseField(blank=True, verbose_name='text')),
                ('language', articles.models.fields.LineField(blank=True, help_text='BCP 47, for example en or hi.', max_length=12, verbose_name='language')),
                ('translation', articles.models.fields.ProseField(blank=True, verbose_name='translation')),
                ('translation_language', articles.models.fields.LineField(blank=True, max_length=12, verbose_name='language of the translation')),
                ('posted_at', models.DateTimeField(blank=True, null=True, verbose_name='posted')),
                ('posted_day_only', models.BooleanField(default=False, verbose_name='only the day is known')),
                ('media', models.JSONField(blank=True, default=list, help_text='Addresses of pictures and videos.', verbose_name='media')),
                ('source', models.CharField(choices=[('typed', 'typed at the desk'), ('pasted', 'pasted text'), ('oembed', 'oEmbed answer'), ('api', "the network's open data")], default='typed', max_length=8, verbose_name='source')),
                ('captured_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='captured')),
                ('raw', models.JSONField(blank=True, null=True, verbose_name='as received')),
                ('hash', models.CharField(db_index=True, editable=False, max_length=64, verbose_name='hash')),
                ('captured_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='captured by')),
            ],
            options={
                'verbose_name': 'snapshot',
                'verbose_name_plural': 'snapshots',
                'ordering': ['captured_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('transition', models.CharField(choices=[('save_draft', 'saved'), ('submit', 'submitted for review'), ('send_back', 'sent back'), ('approve', 'approved'), ('publish', 'published'), ('schedule', 'scheduled'), ('unschedule', 'taken off the schedule'), ('update', 'updated'), ('expire', 'given an end'), ('withdraw', 'withdrawn'), ('correct', 'corrected'), ('trash', 'put in the trash'), ('restore', 'restored from the trash')], max_length=12, verbose_name='act')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='time')),
                ('by_name', articles.models.fields.LineField(help_text='As the account was called then.', max_length=200, verbose_name='by')),
                ('note', articles.models.fields.ProseField(blank=True, verbose_name='note')),
                ('data', models.JSONField(verbose_name='story')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='articles.article', verbose_name='story')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
            ],
            options={
                'verbose_name': 'revision',
                'verbose_name_plural': 'revisions',
                'ordering': ['-number'],
            },
        ),
        migrations.CreateModel(
            name='SearchDocument',
            fields=[
                ('sort_key', models.BigAutoField(primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField()),
                ('headline', models.TextField()),
                ('names', models.TextField()),
                ('standfirst', models.TextField()),
                ('body', models.TextField()),
                ('filter_tokens', models.TextField()),
                ('words', models.TextField()),
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.article')),
            ],
        ),
        migrations.CreateModel(
            name='SearchTerm',
            fields=[
                ('word', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('written', models.CharField(max_length=64)),
                ('stem', models.CharField(max_length=64)),
                ('sound_key', models.CharField(max_length=64)),
                ('frequency', models.IntegerField()),
            ],
            options={
                'indexes': [models.Index(fields=['sound_key', '-frequency'], name='search_term_by_sound')],
            },
        ),
        migrations.CreateModel(
            name='Section',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', articles.models.fields.LineField(max_length=100, verbose_name='name')),
                ('slug', articles.models.fields.SlugField(help_text="One word in Latin letters; it is the section's place in addresses.", max_length=60, unique=True, validators=[articles.models.reserved.validate_not_reserved, articles.models.reserved.validate_not_a_page], verbose_name='address')),
                ('description', articles.models.fields.ProseField(blank=True, verbose_name='description')),
                ('accent', articles.models.colour.ColourField(blank=True, help_text='Of its page and its stories. Empty: as the section above it, or the site.', max_length=7, verbose_name='accent colour')),
                ('language', models.CharField(choices=[('hi', 'Hindi'), ('en', 'English')], default='hi', max_length=5, verbose_name='language')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='articles.section', verbose_name='part of')),
            ],
            options={
                'verbose_name': 'section',
                'verbose_name_plural': 'sections',
                'ordering': ['order', 'name'],
            },
        ),
        migrations.AddField(
            model_name='article',
            name='section',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='articles.section', verbose_name='section'),
        ),
        migrations.CreateModel(
            name='Arrangement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='time')),
                ('by_name', articles.models.fields.LineField(help_text='As the account was called then.', max_length=200, verbose_name='by')),
                ('back_to', models.PositiveIntegerField(blank=True, null=True, verbose_name='went back to version')),
                ('data', models.JSONField(verbose_name='assignments')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('section', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.section', verbose_name='section')),
            ],
            options={
                'verbose_name': 'arrangement',
                'verbose_name_plural': 'Front desk',
                'ordering': ['-at', '-id'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='SectionListing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('in_review', 'In review'), ('approved', 'Approved'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='draft', editable=False, max_length=12, verbose_name='status')),
                ('publish_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='published')),
                ('expire_at', models.DateTimeField(blank=True, help_text='From then on readers are told that it is gone.', null=True, verbose_name='expires')),
                ('deleted_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='put in the trash')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='listings', to='articles.article', verbose_name='story')),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='articles.section', verbose_name='section')),
            ],
            options={
                'verbose_name': 'listing',
                'verbose_name_plural': 'listings',
            },
        ),
        migrations.CreateModel(
            name='Site',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', articles.models.fields.LineField(blank=True, help_text='On every page, in feeds and where it is shared.', max_length=80, verbose_name='name')),
                ('tagline', articles.models.fields.LineField(blank=True, help_text='One line on what the site is.', max_length=160, verbose_name='tagline')),
                ('logo', models.FileField(blank=True, help_text='Stands in place of the name. Best with nothing behind it, at least 128 pixels high.', upload_to='site/', verbose_name='logo')),
                ('logo_dark', models.FileField(blank=True, help_text='Where the first one cannot be seen on a dark ground.', upload_to='site/', verbose_name='logo for the dark design')),
                ('logo_width', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('logo_height', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('icon', models.FileField(blank=True, help_text='Square; for tabs of browsers and home screens of phones.', upload_to='site/', verbose_name='icon')),
                ('accent', articles.models.colour.ColourField(blank=True, help_text='For example #9b1c1f. Where it could not be read, readers get a darker or lighter form of it.', max_length=7, verbose_name='accent colour')),
                ('email', articles.models.fields.LineField(blank=True, max_length=254, validators=[django.core.validators.EmailValidator()], verbose_name='email')),
                ('phone', articles.models.fields.LineField(blank=True, max_length=40, verbose_name='telephone')),
                ('postal_address', articles.models.fields.ProseField(blank=True, verbose_name='postal address')),
                ('links', articles.models.fields.ProseField(blank=True, help_text="The addresses of the paper's own accounts, one a line.", verbose_name='social networks')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
            ],
            options={
                'verbose_name': 'site',
                'verbose_name_plural': 'site',
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='site_is_one_row')],
            },
        ),
        migrations.CreateModel(
            name='MenuItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('menu', models.CharField(choices=[('masthead', 'Top of the page'), ('footer', 'Foot of the page')], default='masthead', max_length=10, verbose_name='menu')),
                ('address', articles.models.fields.LineField(blank=True, help_text='https://… or, on this site, /archive/', max_length=300, verbose_name='other address')),
                ('label', articles.models.fields.LineField(blank=True, help_text='Empty: as the section or page is called.', max_length=60, verbose_name='name')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.page', verbose_name='page')),
                ('section', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.section', verbose_name='section')),
                ('site', models.ForeignKey(default=1, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='menu_items', to='articles.site')),
            ],
            options={
                'verbose_name': 'menu item',
                'verbose_name_plural': 'menu items',
                'ordering': ['menu', 'order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SocialPost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('network', models.CharField(blank=True, choices=articles.models.social_post.network_choices, max_length=12, verbose_name='network')),
                ('network_id', articles.models.fields.LineField(blank=True, max_length=200, verbose_name='id in the network')),
                ('url', articles.models.fields.WebAddressField(blank=True, max_length=500, verbose_name='address')),
                ('status', models.CharField(choices=[('unknown', 'not checked'), ('live', 'live'), ('edited', 'edited since'), ('gone', 'gone'), ('unreachable', 'cannot be reached')], default='unknown', max_length=12, verbose_name='original')),
                ('policy', models.CharField(choices=[('keep', 'keep as quoted'), ('text_only', 'text only'), ('link_only', 'link only'), ('withdrawn', 'withdrawn notice')], default='keep', max_length=12, verbose_name='policy')),
                ('confirmed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='confirmed')),
                ('import_ref', articles.models.fields.LineField(blank=True, editable=False, max_length=200, null=True, unique=True)),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='added')),
                ('check_due_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='next check')),
                ('checked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='last checked')),
                ('last_answer', models.CharField(blank=True, choices=[('live', 'the post is there'), ('gone', 'no such post'), ('private', 'not for everybody'), ('refused', 'does not let itself be asked'), ('rate_limited', 'asked too often'), ('unreachable', 'no answer'), ('unusable', 'an answer that says nothing of it')], editable=False, max_length=16, verbose_name='last answer')),
                ('failures', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('gone_answers', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('gone_since', models.DateTimeField(blank=True, editable=False, null=True)),
                ('confirmed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by')),
                ('image', models.ForeignKey(blank=True, help_text='From the library, shown with the post and its own credit.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='shown_with_posts', to='articles.image', verbose_name='picture')),
            ],
            options={
                'verbose_name': 'social post',
                'verbose_name_plural': 'social posts',
                'ordering': ['-added_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='QuotedPost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quoted_posts', to='articles.article', verbose_name='story')),
                ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.postsnapshot', verbose_name='snapshot')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='quoted_in', to='articles.socialpost', verbose_name='social post')),
            ],
            options={
                'verbose_name': 'quoted post',
                'verbose_name_plural': 'quoted posts',
                'ordering': ['order', 'id'],
            },
        ),
        migrations.AddField(
            model_name='postsnapshot',
            name='post',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='snapshots', to='articles.socialpost', verbose_name='social post'),
        ),
        migrations.CreateModel(
            name='StoryImage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='image_rows', to='articles.article', verbose_name='story')),
                ('image', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='story_rows', to='articles.image', verbose_name='image')),
            ],
            options={
                'verbose_name': 'image in a story',
                'verbose_name_plural': 'images in stories',
            },
        ),
        migrations.CreateModel(
            name='TaggedArticle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('in_review', 'In review'), ('approved', 'Approved'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='draft', editable=False, max_length=12, verbose_name='status')),
                ('publish_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='published')),
                ('expire_at', models.DateTimeField(blank=True, help_text='From then on readers are told that it is gone.', null=True, verbose_name='expires')),
                ('deleted_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='put in the trash')),
                ('content_object', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tag_rows', to='articles.article', verbose_name='story')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uses', to='articles.tag', verbose_name='tag')),
            ],
            options={
                'verbose_name': 'tag of a story',
                'verbose_name_plural': 'tags of stories',
            },
        ),
        migrations.AddField(
            model_name='article',
            name='tags',
            field=taggit.managers.TaggableManager(blank=True, help_text='Separated by commas.', through='articles.TaggedArticle', to='articles.Tag', verbose_name='tags'),
        ),
        migrations.CreateModel(
            name='TagName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(editable=False, max_length=200, unique=True)),
                ('name', articles.models.fields.LineField(max_length=100, verbose_name='name')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='articles.tag', verbose_name='tag')),
            ],
            options={
                'verbose_name': 'alias',
                'verbose_name_plural': 'aliases',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='time')),
                ('by_name', articles.models.fields.LineField(max_length=200, verbose_name='by')),
                ('action', articles.models.fields.LineField(max_length=40, verbose_name='act')),
                ('target_kind', articles.models.fields.LineField(blank=True, max_length=40, verbose_name='kind')),
                ('target_id', articles.models.fields.LineField(blank=True, max_length=40, verbose_name='id')),
                ('target_name', articles.models.fields.LineField(blank=True, max_length=300, verbose_name='name')),
                ('details', models.JSONField(blank=True, default=dict, verbose_name='details')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
            ],
            options={
                'verbose_name': 'log entry',
                'verbose_name_plural': 'log',
                'ordering': ['-at', '-id'],
                'indexes': [models.Index(fields=['target_kind', 'target_id', '-id'], name='audit_of_a_thing')],
            },
        ),
        migrations.AddIndex(
            model_name='byline',
            index=models.Index(condition=models.Q(('deleted_at__isnull', True), ('status', 'published')), fields=['author', '-publish_at', '-article'], name='author_live_stories'),
        ),
        migrations.AddConstraint(
            model_name='byline',
            constraint=models.UniqueConstraint(condition=models.Q(('author__isnull', False)), fields=('article', 'author'), name='author_once_a_story'),
        ),
        migrations.AddConstraint(
            model_name='byline',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('author__isnull', False), ('name', '')), models.Q(('author__isnull', True), models.Q(('name', ''), _negated=True)), _connector='OR'), name='byline_is_a_person_or_a_name'),
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.UniqueConstraint(fields=('article', 'number'), name='revision_once_a_version'),
        ),
        migrations.AddConstraint(
            model_name='arrangement',
            constraint=models.UniqueConstraint(fields=('section', 'number'), name='arrangement_once_a_version'),
        ),
        migrations.AddConstraint(
            model_name='arrangement',
            constraint=models.UniqueConstraint(condition=models.Q(('section', None)), fields=('number',), name='front_arrangement_once_a_version'),
        ),
        migrations.AddIndex(
            model_name='sectionlisting',
            index=models.Index(condition=models.Q(('deleted_at__isnull', True), ('status', 'published')), fields=['section', '-publish_at', '-article'], name='section_live_stories'),
        ),
        migrations.AddConstraint(
            model_name='sectionlisting',
            constraint=models.UniqueConstraint(fields=('article', 'section'), name='section_once_a_story'),
        ),
        migrations.AddIndex(
            model_name='socialpost',
            index=models.Index(condition=models.Q(('check_due_at__isnull', False)), fields=['check_due_at'], name='post_check_due'),
        ),
        migrations.AddConstraint(
            model_name='socialpost',
            constraint=models.UniqueConstraint(condition=models.Q(('network_id', ''), _negated=True), fields=('network', 'network_id'), name='post_once_a_network'),
        ),
        migrations.AddConstraint(
            model_name='socialpost',
            constraint=models.UniqueConstraint(condition=models.Q(('url', ''), _negated=True), fields=('url',), name='post_once_an_address'),
        ),
        migrations.AddConstraint(
            model_name='quotedpost',
            constraint=models.UniqueConstraint(fields=('article', 'post'), name='post_once_a_story'),
        ),
        migrations.AddConstraint(
            model_name='storyimage',
            constraint=models.UniqueConstraint(fields=('article', 'image'), name='image_once_a_story'),
        ),
        migrations.AddIndex(
            model_name='taggedarticle',
            index=models.Index(condition=models.Q(('deleted_at__isnull', True), ('status', 'published')), fields=['tag', '-publish_at', '-content_object'], name='tag_live_stories'),
        ),
        migrations.AddConstraint(
            model_name='taggedarticle',
            constraint=models.UniqueConstraint(fields=('content_object', 'tag'), name='tag_once_a_story'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('deleted_at__isnull', True), ('status', 'published')), fields=['-publish_at', '-id'], name='article_live'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('deleted_at__isnull', True), ('status', 'published')), fields=['section', '-publish_at', '-id'], name='article_live_in_section'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('deleted_at__isnull', True), ('status', 'published')), fields=['kind', '-publish_at', '-id'], name='article_live_of_kind'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['-saved_at', '-id'], name='article_last_saved'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['status', '-saved_at', '-id'], name='article_by_status'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('expire_at__isnull', False)), fields=['expire_at'], name='article_expiring'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['created_by', '-saved_at'], name='article_mine'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('deleted_at__isnull', False)), fields=['-saved_at', '-id'], name='article_in_the_trash'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('paid_by', ''), _negated=True), fields=['-saved_at', '-id'], name='article_paid_for'),
        ),
    ]
