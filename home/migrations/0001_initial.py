import django.db.models.deletion
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='HomePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('introduction', models.TextField(blank=True, max_length=600, verbose_name='introduction')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('prose', 1), ('quotation', 2)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'max_length': 120, 'template': 'home/blocks/heading.html'}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['h3', 'bold', 'italic', 'ol', 'ul', 'link'], 'icon': 'pilcrow'}), 2: ('wagtail.blocks.BlockQuoteBlock', (), {})}, verbose_name='body')),
            ],
            options={
                'verbose_name': 'landing page',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='NetworkSectionPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('full_name', models.CharField(blank=True, max_length=250, verbose_name='full name')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('prose', 1), ('quotation', 2)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'max_length': 120, 'template': 'home/blocks/heading.html'}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['h3', 'bold', 'italic', 'ol', 'ul', 'link'], 'icon': 'pilcrow'}), 2: ('wagtail.blocks.BlockQuoteBlock', (), {})}, verbose_name='body')),
            ],
            options={
                'verbose_name': 'network section',
            },
            bases=('wagtailcore.page',),
        ),
    ]
