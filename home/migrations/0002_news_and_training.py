"""News, courses, manuals and webinars; the landing page says how it works and for whom it is."""

import django.core.validators
import django.db.models.deletion
import home.captions
import home.pages.body
import home.pages.webinars
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('home', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='ChapterPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('body', wagtail.fields.StreamField([('heading', 0), ('prose', 1), ('quotation', 2), ('steps', 8), ('notice', 10), ('picture', 11)], block_lookup={0: ('home.pages.body.HeadingBlock', (), {'max_length': 120}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['h3', 'bold', 'italic', 'ol', 'ul', 'link'], 'icon': 'pilcrow', 'label': 'Prose', 'template': 'home/blocks/prose.html'}), 2: ('wagtail.blocks.BlockQuoteBlock', (), {'label': 'Quotation'}), 3: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link'], 'label': 'text'}), 4: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'image', 'required': False}), 5: ('wagtail.blocks.CharBlock', (), {'default': '', 'help_text': 'What the image shows, for whoever does not see it.', 'label': 'text in place of the image', 'max_length': 250, 'required': False}), 6: ('wagtail.blocks.StructBlock', [[('image', 4), ('alt', 5)]], {'label': 'image', 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('text', 3), ('picture', 6)]], {}), 8: ('wagtail.blocks.ListBlock', (7,), {'icon': 'list-ol', 'label': 'Steps', 'template': 'home/blocks/steps.html'}), 9: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('info', 'Good to know'), ('careful', 'Be careful')], 'label': 'kind'}), 10: ('wagtail.blocks.StructBlock', [[('kind', 9), ('text', 3)]], {}), 11: ('wagtail.blocks.StructBlock', [[('image', 4), ('alt', 5)]], {})}, verbose_name='body')),
            ],
            options={
                'verbose_name': 'chapter',
            },
            bases=(home.pages.body.Readable, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='CoursePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('aim', models.TextField(help_text='What people can do afterwards.', max_length=300, verbose_name='aim')),
                ('audience', models.CharField(max_length=120, verbose_name='for whom it is')),
                ('minutes', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(600)], verbose_name='minutes it takes')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('prose', 1), ('quotation', 2), ('steps', 8), ('notice', 10), ('picture', 11)], blank=True, block_lookup={0: ('home.pages.body.HeadingBlock', (), {'max_length': 120}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['h3', 'bold', 'italic', 'ol', 'ul', 'link'], 'icon': 'pilcrow', 'label': 'Prose', 'template': 'home/blocks/prose.html'}), 2: ('wagtail.blocks.BlockQuoteBlock', (), {'label': 'Quotation'}), 3: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link'], 'label': 'text'}), 4: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'image', 'required': False}), 5: ('wagtail.blocks.CharBlock', (), {'default': '', 'help_text': 'What the image shows, for whoever does not see it.', 'label': 'text in place of the image', 'max_length': 250, 'required': False}), 6: ('wagtail.blocks.StructBlock', [[('image', 4), ('alt', 5)]], {'label': 'image', 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('text', 3), ('picture', 6)]], {}), 8: ('wagtail.blocks.ListBlock', (7,), {'icon': 'list-ol', 'label': 'Steps', 'template': 'home/blocks/steps.html'}), 9: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('info', 'Good to know'), ('careful', 'Be careful')], 'label': 'kind'}), 10: ('wagtail.blocks.StructBlock', [[('kind', 9), ('text', 3)]], {}), 11: ('wagtail.blocks.StructBlock', [[('image', 4), ('alt', 5)]], {})}, verbose_name='body')),
            ],
            options={
                'verbose_name': 'course',
            },
            bases=(home.pages.body.Readable, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='LearnIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('introduction', models.CharField(blank=True, max_length=300, verbose_name='introduction')),
            ],
            options={
                'verbose_name': 'training and help',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='LessonPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.CharField(max_length=200, verbose_name='summary')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('prose', 1), ('quotation', 2), ('steps', 8), ('notice', 10), ('picture', 11)], blank=True, block_lookup={0: ('home.pages.body.HeadingBlock', (), {'max_length': 120}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['h3', 'bold', 'italic', 'ol', 'ul', 'link'], 'icon': 'pilcrow', 'label': 'Prose', 'template': 'home/blocks/prose.html'}), 2: ('wagtail.blocks.BlockQuoteBlock', (), {'label': 'Quotation'}), 3: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link'], 'label': 'text'}), 4: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'image', 'required': False}), 5: ('wagtail.blocks.CharBlock', (), {'default': '', 'help_text': 'What the image shows, for whoever does not see it.', 'label': 'text in place of the image', 'max_length': 250, 'required': False}), 6: ('wagtail.blocks.StructBlock', [[('image', 4), ('alt', 5)]], {'label': 'image', 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('text', 3), ('picture', 6)]], {}), 8: ('wagtail.blocks.ListBlock', (7,), {'icon': 'list-ol', 'label': 'Steps', 'template': 'home/blocks/steps.html'}), 9: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('info', 'Good to know'), ('careful', 'Be careful')], 'label': 'kind'}), 10: ('wagtail.blocks.StructBlock', [[('kind', 9), ('text', 3)]], {}), 11: ('wagtail.blocks.StructBlock', [[('image', 4), ('alt', 5)]], {})}, verbose_name='body')),
            ],
            options={
                'verbose_name': 'lesson',
            },
            bases=(home.pages.body.Readable, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='ManualPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.TextField(max_length=300, verbose_name='summary')),
                ('version', models.CharField(max_length=40, verbose_name='version of the manual')),
                ('applies_to', models.CharField(max_length=120, verbose_name='applies to')),
            ],
            options={
                'verbose_name': 'manual',
            },
            bases=(home.pages.body.Readable, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='NewsIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('introduction', models.CharField(blank=True, max_length=300, verbose_name='introduction')),
            ],
            options={
                'verbose_name': 'list of news',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='NewsPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('date', models.DateField(verbose_name='date')),
                ('summary', models.TextField(max_length=300, verbose_name='summary')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('prose', 1), ('quotation', 2), ('steps', 8), ('notice', 10), ('picture', 11)], blank=True, block_lookup={0: ('home.pages.body.HeadingBlock', (), {'max_length': 120}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['h3', 'bold', 'italic', 'ol', 'ul', 'link'], 'icon': 'pilcrow', 'label': 'Prose', 'template': 'home/blocks/prose.html'}), 2: ('wagtail.blocks.BlockQuoteBlock', (), {'label': 'Quotation'}), 3: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link'], 'label': 'text'}), 4: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'image', 'required': False}), 5: ('wagtail.blocks.CharBlock', (), {'default': '', 'help_text': 'What the image shows, for whoever does not see it.', 'label': 'text in place of the image', 'max_length': 250, 'required': False}), 6: ('wagtail.blocks.StructBlock', [[('image', 4), ('alt', 5)]], {'label': 'image', 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('text', 3), ('picture', 6)]], {}), 8: ('wagtail.blocks.ListBlock', (7,), {'icon': 'list-ol', 'label': 'Steps', 'template': 'home/blocks/steps.html'}), 9: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('info', 'Good to know'), ('careful', 'Be careful')], 'label': 'kind'}), 10: ('wagtail.blocks.StructBlock', [[('kind', 9), ('text', 3)]], {}), 11: ('wagtail.blocks.StructBlock', [[('image', 4), ('alt', 5)]], {})}, verbose_name='body')),
            ],
            options={
                'verbose_name': 'news',
                'verbose_name_plural': 'news',
            },
            bases=(home.pages.body.Readable, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='WebinarPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('date', models.DateField(verbose_name='held on')),
                ('speakers', models.CharField(max_length=200, verbose_name='speakers')),
                ('summary', models.TextField(max_length=300, verbose_name='summary')),
                ('recording', models.FileField(upload_to='recordings/', validators=[home.pages.webinars.refuse_other_recordings], verbose_name='recording')),
                ('captions', wagtail.fields.StreamField([('captions', 2)], block_lookup={0: ('wagtail.blocks.ChoiceBlock', [], {'choices': home.pages.webinars.languages, 'label': 'language'}), 1: ('wagtail.blocks.TextBlock', (), {'help_text': 'Begins with WEBVTT. Paste the whole file.', 'label': 'captions (WebVTT)', 'rows': 10, 'validators': [home.captions.refuse_broken_captions]}), 2: ('wagtail.blocks.StructBlock', [[('language', 0), ('text', 1)]], {})}, verbose_name='captions')),
                ('chapters', wagtail.fields.StreamField([('chapter', 2)], blank=True, block_lookup={0: ('wagtail.blocks.RegexBlock', (), {'error_messages': {'invalid': 'Give minutes and seconds, such as 2:05.'}, 'label': 'begins at', 'regex': '\\A(?:\\d{1,2}:)?[0-5]?\\d:[0-5]\\d\\Z'}), 1: ('wagtail.blocks.CharBlock', (), {'label': 'title', 'max_length': 80}), 2: ('wagtail.blocks.StructBlock', [[('start', 0), ('title', 1)]], {})}, verbose_name='chapters')),
                ('transcript', wagtail.fields.RichTextField(verbose_name='transcript')),
            ],
            options={
                'verbose_name': 'webinar',
            },
            bases=(home.pages.body.Readable, 'wagtailcore.page'),
        ),
        migrations.AddField(
            model_name='homepage',
            name='audiences',
            field=wagtail.fields.StreamField([('audience', 4)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'who', 'max_length': 60}), 1: ('wagtail.blocks.TextBlock', (), {'label': 'what they do here', 'max_length': 300}), 2: ('wagtail.blocks.PageChooserBlock', (), {'label': 'page to begin with', 'required': False}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'words of the link', 'max_length': 60, 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('title', 0), ('text', 1), ('page', 2), ('link', 3)]], {})}, verbose_name='for whom it is'),
        ),
        migrations.AddField(
            model_name='homepage',
            name='headline',
            field=models.CharField(blank=True, max_length=120, verbose_name='headline'),
        ),
        migrations.AddField(
            model_name='homepage',
            name='stages',
            field=wagtail.fields.StreamField([('stage', 2)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'name', 'max_length': 40}), 1: ('wagtail.blocks.CharBlock', (), {'label': 'what happens', 'max_length': 160}), 2: ('wagtail.blocks.StructBlock', [[('title', 0), ('text', 1)]], {})}, verbose_name='how it works'),
        ),
        migrations.AlterField(
            model_name='homepage',
            name='body',
            field=wagtail.fields.StreamField([('heading', 0), ('prose', 1), ('quotation', 2), ('steps', 8), ('notice', 10), ('picture', 11)], blank=True, block_lookup={0: ('home.pages.body.HeadingBlock', (), {'max_length': 120}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['h3', 'bold', 'italic', 'ol', 'ul', 'link'], 'icon': 'pilcrow', 'label': 'Prose', 'template': 'home/blocks/prose.html'}), 2: ('wagtail.blocks.BlockQuoteBlock', (), {'label': 'Quotation'}), 3: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link'], 'label': 'text'}), 4: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'image', 'required': False}), 5: ('wagtail.blocks.CharBlock', (), {'default': '', 'help_text': 'What the image shows, for whoever does not see it.', 'label': 'text in place of the image', 'max_length': 250, 'required': False}), 6: ('wagtail.blocks.StructBlock', [[('image', 4), ('alt', 5)]], {'label': 'image', 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('text', 3), ('picture', 6)]], {}), 8: ('wagtail.blocks.ListBlock', (7,), {'icon': 'list-ol', 'label': 'Steps', 'template': 'home/blocks/steps.html'}), 9: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('info', 'Good to know'), ('careful', 'Be careful')], 'label': 'kind'}), 10: ('wagtail.blocks.StructBlock', [[('kind', 9), ('text', 3)]], {}), 11: ('wagtail.blocks.StructBlock', [[('image', 4), ('alt', 5)]], {})}, verbose_name='body'),
        ),
        migrations.AlterField(
            model_name='networksectionpage',
            name='body',
            field=wagtail.fields.StreamField([('heading', 0), ('prose', 1), ('quotation', 2), ('steps', 8), ('notice', 10), ('picture', 11)], blank=True, block_lookup={0: ('home.pages.body.HeadingBlock', (), {'max_length': 120}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['h3', 'bold', 'italic', 'ol', 'ul', 'link'], 'icon': 'pilcrow', 'label': 'Prose', 'template': 'home/blocks/prose.html'}), 2: ('wagtail.blocks.BlockQuoteBlock', (), {'label': 'Quotation'}), 3: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link'], 'label': 'text'}), 4: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'image', 'required': False}), 5: ('wagtail.blocks.CharBlock', (), {'default': '', 'help_text': 'What the image shows, for whoever does not see it.', 'label': 'text in place of the image', 'max_length': 250, 'required': False}), 6: ('wagtail.blocks.StructBlock', [[('image', 4), ('alt', 5)]], {'label': 'image', 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('text', 3), ('picture', 6)]], {}), 8: ('wagtail.blocks.ListBlock', (7,), {'icon': 'list-ol', 'label': 'Steps', 'template': 'home/blocks/steps.html'}), 9: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('info', 'Good to know'), ('careful', 'Be careful')], 'label': 'kind'}), 10: ('wagtail.blocks.StructBlock', [[('kind', 9), ('text', 3)]], {}), 11: ('wagtail.blocks.StructBlock', [[('image', 4), ('alt', 5)]], {})}, verbose_name='body'),
        ),
    ]
