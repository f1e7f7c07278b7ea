import django.contrib.postgres.constraints
import django.contrib.postgres.operations
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('home', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # Equality of ids beside the overlap of periods, in one exclusion constraint.
        django.contrib.postgres.operations.BtreeGistExtension(),
        migrations.CreateModel(
            name='Country',
            fields=[
                ('alpha2', models.CharField(max_length=2, primary_key=True, serialize=False)),
                ('alpha3', models.CharField(max_length=3, unique=True)),
                ('name', models.CharField(max_length=100, unique=True, verbose_name='name')),
                ('group', models.CharField(choices=[('eu', 'European Union'), ('eea', 'European Economic Area'), ('former', 'Former member'), ('associated', 'Associated')], max_length=20, verbose_name='group')),
                ('eu_code', models.CharField(max_length=2, unique=True)),
            ],
            options={
                'verbose_name': 'country',
                'verbose_name_plural': 'countries',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Network',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=40, unique=True)),
                ('acronym', models.CharField(max_length=60, unique=True, verbose_name='acronym')),
                ('full_name', models.CharField(max_length=250, verbose_name='full name')),
                ('coordinating_centre', models.CharField(blank=True, max_length=200, verbose_name='coordinating centre')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('active', models.BooleanField(default=True, verbose_name='active')),
                ('collection', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.collection')),
                ('coordinators', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='auth.group')),
                ('country', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='networks', to='networks.country')),
                ('designers', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='auth.group')),
                ('section', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='network', to='home.networksectionpage')),
            ],
            options={
                'verbose_name': 'network',
                'verbose_name_plural': 'networks',
                'ordering': ['order', 'acronym'],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('dataset_designer', 'Dataset designer'), ('coordinator', 'Coordinator'), ('clinician', 'Clinician')], max_length=30, verbose_name='role')),
                ('from_date', models.DateField(verbose_name='from')),
                ('until_date', models.DateField(blank=True, null=True, verbose_name='until')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='networks.network')),
            ],
            options={
                'ordering': ['network', 'role', 'user'],
                'constraints': [models.CheckConstraint(condition=models.Q(('role__in', ['dataset_designer', 'coordinator', 'clinician'])), name='membership_role_known'), models.CheckConstraint(condition=models.Q(('until_date__isnull', True), ('until_date__gte', models.F('from_date')), _connector='OR'), name='membership_ends_after_it_begins'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func('from_date', 'until_date', function='daterange'), '&&'), ('user', '='), ('network', '='), ('role', '=')], name='membership_role_once_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='ThematicArea',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('is_confirmed', models.BooleanField(default=False, verbose_name='confirmed by the network')),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='thematic_areas', to='networks.network')),
            ],
            options={
                'verbose_name': 'thematic area',
                'verbose_name_plural': 'thematic areas',
                'ordering': ['network', 'order', 'name'],
                'constraints': [models.UniqueConstraint(fields=('network', 'name'), name='area_once_per_network')],
            },
        ),
    ]
