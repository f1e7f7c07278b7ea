"""Centres, and the roles of the field: who was a clinician is a health professional."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('networks', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Centre',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('city', models.CharField(max_length=100, verbose_name='city')),
                ('active', models.BooleanField(default=True, verbose_name='active')),
            ],
            options={
                'verbose_name': 'centre',
                'verbose_name_plural': 'centres',
                'ordering': ['country', 'city', 'name'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='membership',
            name='membership_role_known',
        ),
        migrations.RunSQL(
            sql="UPDATE networks_membership SET role = 'health_professional' WHERE role = 'clinician'",
            reverse_sql="UPDATE networks_membership SET role = 'clinician' WHERE role = 'health_professional'",
        ),
        migrations.AlterField(
            model_name='membership',
            name='role',
            field=models.CharField(choices=[('health_professional', 'Health professional'), ('dispatcher', 'Dispatcher'), ('coordinator', 'ERN coordinator'), ('dataset_designer', 'Dataset designer'), ('helpdesk', 'Helpdesk'), ('centre_administrator', 'Centre administrator'), ('data_protection_officer', 'Data protection officer'), ('researcher', 'Researcher')], max_length=30, verbose_name='role'),
        ),
        migrations.AddField(
            model_name='centre',
            name='country',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='centres', to='networks.country'),
        ),
        migrations.AddField(
            model_name='membership',
            name='centre',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='networks.centre'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['health_professional', 'dispatcher', 'coordinator', 'dataset_designer', 'helpdesk', 'centre_administrator', 'data_protection_officer', 'researcher'])), name='membership_role_known'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('role__in', ['centre_administrator', 'data_protection_officer']), _negated=True), ('centre__isnull', False), _connector='OR'), name='membership_of_a_centre_has_one'),
        ),
        migrations.AddConstraint(
            model_name='centre',
            constraint=models.UniqueConstraint(fields=('name', 'city'), name='centre_once'),
        ),
    ]
