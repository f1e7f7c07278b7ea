"""Panels, their people, forms, signatures and outcomes."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('datasets', '0002_purpose_of_a_form'),
        ('networks', '0002_centres_and_roles'),
        ('patients', '0001_patients_consents_and_cases'),
        ('workflow', '0001_versions_instances_and_steps'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Panel',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=60, unique=True)),
                ('purpose', models.CharField(choices=[('diagnosis', 'Diagnosis'), ('treatment', 'Treatment'), ('diagnosis_and_treatment', 'Diagnosis and treatment'), ('prognosis', 'Prognosis'), ('second_opinion', 'Second opinion'), ('other', 'Other')], max_length=30, verbose_name='purpose')),
                ('question', models.TextField(max_length=4000, verbose_name='question')),
                ('priority', models.CharField(choices=[('normal', 'Normal'), ('urgent', 'Urgent')], default='normal', max_length=10, verbose_name='priority')),
                ('priority_reason', models.CharField(blank=True, max_length=500, verbose_name='why it is urgent')),
                ('wished_date', models.DateField(blank=True, null=True, verbose_name='answer wished by')),
                ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('de', 'German')], max_length=10, verbose_name='language')),
                ('created_at', models.DateTimeField()),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='panel', to='patients.case')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('instance', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='panel', to='workflow.instance')),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='panels', to='networks.network')),
                ('thematic_area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='panels', to='networks.thematicarea')),
            ],
            options={
                'ordering': ['-created_at'],
            },
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('step', models.PositiveIntegerField()),
                ('document', models.BinaryField()),
                ('document_sha256', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submission', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='datasets.submission')),
                ('panel', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='panels.panel')),
            ],
            options={
                'ordering': ['panel', 'number'],
            },
        ),
        migrations.CreateModel(
            name='DataRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=2000)),
                ('due_date', models.DateField(blank=True, null=True)),
                ('at', models.DateTimeField()),
                ('answer', models.TextField(blank=True, max_length=4000)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('panel', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='data_requests', to='panels.panel')),
            ],
            options={
                'ordering': ['panel', 'at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PanelForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(max_length=20)),
                ('panel', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='forms', to='panels.panel')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='datasets.formversion')),
            ],
            options={
                'ordering': ['panel', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PanelMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('panel_lead', 'Panel lead'), ('panel_manager', 'Panel manager'), ('panel_member', 'Member'), ('guest', 'Guest')], max_length=20, verbose_name='role')),
                ('state', models.CharField(choices=[('pending', 'Invited'), ('accepted', 'Takes part'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn'), ('expired', 'Not answered in time')], max_length=20, verbose_name='state')),
                ('invited_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField(blank=True, null=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('decline_reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('panel', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='panels.panel')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='panel_places', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['panel', 'invited_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PanelNetwork',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='networks.network')),
                ('panel', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='networks', to='panels.panel')),
            ],
            options={
                'ordering': ['panel', 'at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PanelRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(default=1)),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='records', to='panels.panelform')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='panel_record', to='datasets.record')),
            ],
            options={
                'ordering': ['form', 'number', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(max_length=20)),
                ('step', models.PositiveIntegerField()),
                ('content_sha256', models.CharField(max_length=64)),
                ('note', models.CharField(blank=True, max_length=1000)),
                ('at', models.DateTimeField()),
                ('panel', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='panels.panel')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['panel', 'at', 'pk'],
            },
        ),
        migrations.AddIndex(
            model_name='panel',
            index=models.Index(fields=['network', '-created_at'], name='panels_of_network'),
        ),
        migrations.AddConstraint(
            model_name='panel',
            constraint=models.CheckConstraint(condition=models.Q(('priority', 'normal'), models.Q(('priority_reason', ''), _negated=True), _connector='OR'), name='panel_urgent_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='outcome',
            constraint=models.UniqueConstraint(fields=('panel', 'number'), name='outcome_number_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outcome',
            trigger=pgtrigger.compiler.Trigger(name='frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Outcomes never change and are never deleted.' USING ERRCODE = 'restrict_violation';", hash='4efc508b58c646238c0f643c00aa1466f1074096', operation='UPDATE OR DELETE', pgid='pgtrigger_frozen_1d0df', table='panels_outcome', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outcome',
            trigger=pgtrigger.compiler.Trigger(name='frozen_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Outcomes are never deleted.' USING ERRCODE = 'restrict_violation';", hash='c30d4a167cb382fbc3d9e7ff41afc0315e4497a1', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_frozen_truncate_0a0b6', table='panels_outcome', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='datarequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('answered_by__isnull', True)), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='data_request_answered_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='panelform',
            constraint=models.UniqueConstraint(fields=('panel', 'version'), name='panel_form_once'),
        ),
        migrations.AddConstraint(
            model_name='panelmember',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['pending', 'accepted'])), fields=('panel', 'user'), name='panel_one_place_a_person'),
        ),
        migrations.AddConstraint(
            model_name='panelmember',
            constraint=models.UniqueConstraint(condition=models.Q(('role', 'panel_lead'), ('state__in', ['pending', 'accepted'])), fields=('panel',), name='panel_one_lead'),
        ),
        migrations.AddConstraint(
            model_name='panelnetwork',
            constraint=models.UniqueConstraint(fields=('panel', 'network'), name='panel_once_per_network'),
        ),
        migrations.AddConstraint(
            model_name='panelrecord',
            constraint=models.UniqueConstraint(fields=('form', 'person', 'number'), name='panel_record_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.UniqueConstraint(fields=('panel', 'person', 'step', 'content_sha256'), name='signature_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signature',
            trigger=pgtrigger.compiler.Trigger(name='frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Signatures never change and are never deleted.' USING ERRCODE = 'restrict_violation';", hash='c459bd189d729e0dec147ddd56ce331092a49eca', operation='UPDATE OR DELETE', pgid='pgtrigger_frozen_24ceb', table='panels_signature', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signature',
            trigger=pgtrigger.compiler.Trigger(name='frozen_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Signatures are never deleted.' USING ERRCODE = 'restrict_violation';", hash='f4fc4a33573ecc4e0613d5896c8be82cb38af673', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_frozen_truncate_d6097', table='panels_signature', when='BEFORE')),
        ),
    ]
