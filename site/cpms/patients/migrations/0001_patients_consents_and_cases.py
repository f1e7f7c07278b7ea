"""Patients without identity, their care teams and consents; cases, who may see them, and attachments."""

import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('networks', '0002_centres_and_roles'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('nickname', models.CharField(max_length=60)),
                ('age_value', models.PositiveSmallIntegerField()),
                ('age_unit', models.CharField(choices=[('years', 'years'), ('months', 'months'), ('days', 'days')], max_length=10)),
                ('sex', models.CharField(choices=[('female', 'Female'), ('male', 'Male'), ('undetermined', 'Undetermined'), ('unknown', 'Unknown')], max_length=20)),
                ('opened_at', models.DateTimeField()),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-opened_at'],
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=255)),
                ('description', models.CharField(blank=True, max_length=300)),
                ('media_type', models.CharField(max_length=100)),
                ('size', models.PositiveBigIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('path', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attachments', to='patients.case')),
            ],
            options={
                'ordering': ['at'],
            },
        ),
        migrations.CreateModel(
            name='CaseAccess',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('summary', 'Summary'), ('full', 'Everything')], max_length=10)),
                ('from_at', models.DateTimeField()),
                ('until_at', models.DateTimeField(blank=True, null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='accesses', to='patients.case')),
                ('granted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='case_accesses', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['case_id', 'from_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Patient',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('pseudonym', models.CharField(editable=False, max_length=11, unique=True)),
                ('nickname', models.CharField(max_length=60, verbose_name='nickname')),
                ('sex', models.CharField(choices=[('female', 'Female'), ('male', 'Male'), ('undetermined', 'Undetermined'), ('unknown', 'Unknown')], max_length=20, verbose_name='sex at birth')),
                ('enrolled_at', models.DateTimeField()),
                ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='patients', to='networks.centre')),
                ('enrolled_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-enrolled_at'],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('care', 'Care: experts of the networks may see the case'), ('registry', 'Registries: data may enter the networks’ databases'), ('contact', 'Contact: may be asked to take part in research')], max_length=20)),
                ('given', models.BooleanField()),
                ('version', models.CharField(max_length=40, verbose_name='version of the form')),
                ('language', models.CharField(choices=[('bg', 'Bulgarian'), ('cs', 'Czech'), ('da', 'Danish'), ('de', 'German'), ('el', 'Greek'), ('en', 'English'), ('es', 'Spanish'), ('et', 'Estonian'), ('fi', 'Finnish'), ('fr', 'French'), ('ga', 'Irish'), ('hr', 'Croatian'), ('hu', 'Hungarian'), ('is', 'Icelandic'), ('it', 'Italian'), ('lt', 'Lithuanian'), ('lv', 'Latvian'), ('mt', 'Maltese'), ('nl', 'Dutch'), ('no', 'Norwegian'), ('pl', 'Polish'), ('pt', 'Portuguese'), ('ro', 'Romanian'), ('sk', 'Slovak'), ('sl', 'Slovenian'), ('sv', 'Swedish'), ('uk', 'Ukrainian')], max_length=10, verbose_name='language')),
                ('signer_kind', models.CharField(choices=[('patient', 'The patient'), ('guardian', 'A guardian'), ('both_guardians', 'Both guardians')], max_length=20, verbose_name='signed by')),
                ('signed_on', models.DateField(verbose_name='signed on')),
                ('expires_on', models.DateField(blank=True, null=True, verbose_name='expires on')),
                ('recorded_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='patients.patient')),
            ],
            options={
                'ordering': ['patient_id', 'kind', '-recorded_at'],
            },
        ),
        migrations.AddField(
            model_name='case',
            name='patient',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='patients.patient'),
        ),
        migrations.CreateModel(
            name='CareTeamMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_at', models.DateTimeField()),
                ('until_at', models.DateTimeField(blank=True, null=True)),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='care_teams', to=settings.AUTH_USER_MODEL)),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='care_team', to='patients.patient')),
            ],
            options={
                'ordering': ['from_at', 'pk'],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attachment',
            trigger=pgtrigger.compiler.Trigger(name='frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Attachments never change and are never deleted.' USING ERRCODE = 'restrict_violation';", hash='597ff0d907dbee366a7bb4745b9506d5aab7694f', operation='UPDATE OR DELETE', pgid='pgtrigger_frozen_5f095', table='patients_attachment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attachment',
            trigger=pgtrigger.compiler.Trigger(name='frozen_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Attachments are never deleted.' USING ERRCODE = 'restrict_violation';", hash='ab497b541f461d47f5a4b562f5af602b4e176246', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_frozen_truncate_a12b0', table='patients_attachment', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='caseaccess',
            index=models.Index(fields=['user', 'case'], name='case_access_of_user'),
        ),
        migrations.AddConstraint(
            model_name='caseaccess',
            constraint=models.CheckConstraint(condition=models.Q(('level__in', ['summary', 'full'])), name='case_access_level_known'),
        ),
        migrations.AddConstraint(
            model_name='caseaccess',
            constraint=models.CheckConstraint(condition=models.Q(('until_at__isnull', True), ('until_at__gte', models.F('from_at')), _connector='OR'), name='case_access_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='caseaccess',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func('from_at', 'until_at', function='tstzrange'), '&&'), ('case', '='), ('user', '=')], name='case_access_once_at_a_time'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='caseaccess',
            trigger=pgtrigger.compiler.Trigger(name='frozen_but_end', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF to_jsonb(OLD) - ARRAY['until_at'] IS DISTINCT FROM to_jsonb(NEW) - ARRAY['until_at'] THEN RAISE EXCEPTION 'Accesses to a case change only by ending.' USING ERRCODE = 'restrict_violation'; END IF; RETURN NEW;", hash='9e348cef03c685bfcb0eeaeda73d439739707c3f', operation='UPDATE', pgid='pgtrigger_frozen_but_end_9c0cf', table='patients_caseaccess', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='caseaccess',
            trigger=pgtrigger.compiler.Trigger(name='frozen_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Accesses to a case are never deleted.' USING ERRCODE = 'restrict_violation';", hash='b281632b0f4f818ba8d2fb799aad459c514d1c47', operation='DELETE', pgid='pgtrigger_frozen_delete_a5c6d', table='patients_caseaccess', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='caseaccess',
            trigger=pgtrigger.compiler.Trigger(name='frozen_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Accesses to a case are never deleted.' USING ERRCODE = 'restrict_violation';", hash='437b7348b2be3bc98f606019146ac37b0fb9934a', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_frozen_truncate_2ff37', table='patients_caseaccess', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='patient',
            constraint=models.UniqueConstraint(models.F('centre'), django.db.models.functions.text.Lower('nickname'), name='patient_nickname_once'),
        ),
        migrations.AddConstraint(
            model_name='patient',
            constraint=models.CheckConstraint(condition=models.Q(('sex__in', ['female', 'male', 'undetermined', 'unknown'])), name='patient_sex_known'),
        ),
        migrations.AddConstraint(
            model_name='patient',
            constraint=models.CheckConstraint(condition=models.Q(('pseudonym__regex', '^P-[0-9A-Z]{4}-[0-9A-Z]{4}$')), name='patient_pseudonym_form'),
        ),
        migrations.AddIndex(
            model_name='consent',
            index=models.Index(fields=['patient', 'kind', '-recorded_at'], name='consent_newest'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['care', 'registry', 'contact'])), name='consent_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(('signer_kind__in', ['patient', 'guardian', 'both_guardians'])), name='consent_signer_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(('expires_on__isnull', True), ('expires_on__gt', models.F('signed_on')), _connector='OR'), name='consent_expires_after_signing'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True)), models.Q(('given', True), ('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='consent_withdrawn_by_somebody'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consent',
            trigger=pgtrigger.compiler.Trigger(name='frozen_but_end', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF to_jsonb(OLD) - ARRAY['withdrawn_at', 'withdrawn_by_id'] IS DISTINCT FROM to_jsonb(NEW) - ARRAY['withdrawn_at', 'withdrawn_by_id'] THEN RAISE EXCEPTION 'Consents change only by ending.' USING ERRCODE = 'restrict_violation'; END IF; RETURN NEW;", hash='ab516b1db6f112e29a9e12e8be17404004e8add6', operation='UPDATE', pgid='pgtrigger_frozen_but_end_f8ead', table='patients_consent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consent',
            trigger=pgtrigger.compiler.Trigger(name='frozen_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Consents are never deleted.' USING ERRCODE = 'restrict_violation';", hash='c4e47ff5d9aaf67c39205ea20007441483eaec8d', operation='DELETE', pgid='pgtrigger_frozen_delete_63355', table='patients_consent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consent',
            trigger=pgtrigger.compiler.Trigger(name='frozen_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Consents are never deleted.' USING ERRCODE = 'restrict_violation';", hash='77b6bf742d3f6d2c8065d0479ff67584fc91251e', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_frozen_truncate_54ea4', table='patients_consent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('age_unit__in', ['years', 'months', 'days'])), name='case_age_unit_known'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('sex__in', ['female', 'male', 'undetermined', 'unknown'])), name='case_sex_known'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='case',
            trigger=pgtrigger.compiler.Trigger(name='frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cases never change and are never deleted.' USING ERRCODE = 'restrict_violation';", hash='9e084aaf8ed58c2f1050b2a2b3b6a0c9521358d7', operation='UPDATE OR DELETE', pgid='pgtrigger_frozen_574af', table='patients_case', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='case',
            trigger=pgtrigger.compiler.Trigger(name='frozen_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Cases are never deleted.' USING ERRCODE = 'restrict_violation';", hash='3b2cfdb26349adeb0811f5bfd5faad8f0bb94042', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_frozen_truncate_b957a', table='patients_case', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='careteammember',
            constraint=models.UniqueConstraint(condition=models.Q(('until_at__isnull', True)), fields=('patient', 'user'), name='care_team_member_once_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='careteammember',
            constraint=models.CheckConstraint(condition=models.Q(('until_at__isnull', True), ('until_at__gte', models.F('from_at')), _connector='OR'), name='care_team_member_ends_after_joining'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='careteammember',
            trigger=pgtrigger.compiler.Trigger(name='frozen_but_end', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF to_jsonb(OLD) - ARRAY['until_at'] IS DISTINCT FROM to_jsonb(NEW) - ARRAY['until_at'] THEN RAISE EXCEPTION 'Times in a care team change only by ending.' USING ERRCODE = 'restrict_violation'; END IF; RETURN NEW;", hash='48dcdc3d796217cc0b2bbccee3950470c30fde5e', operation='UPDATE', pgid='pgtrigger_frozen_but_end_af3fa', table='patients_careteammember', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='careteammember',
            trigger=pgtrigger.compiler.Trigger(name='frozen_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Times in a care team are never deleted.' USING ERRCODE = 'restrict_violation';", hash='a3de183e1517a32aa22aadd8fddddf1286878b50', operation='DELETE', pgid='pgtrigger_frozen_delete_2d6c8', table='patients_careteammember', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='careteammember',
            trigger=pgtrigger.compiler.Trigger(name='frozen_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Times in a care team are never deleted.' USING ERRCODE = 'restrict_violation';", hash='7cc983af9636b9738b420e61b416736572f46a50', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_frozen_truncate_04090', table='patients_careteammember', when='BEFORE')),
        ),
    ]
