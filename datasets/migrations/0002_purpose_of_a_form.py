"""What a consultation form is filled in for."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('datasets', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='consultationformpage',
            name='purpose',
            field=models.CharField(choices=[('case', 'The case that is put before a panel'), ('contribution', 'An expert’s assessment'), ('outcome', 'The outcome that the panel signs')], default='case', max_length=20, verbose_name='purpose'),
        ),
    ]
