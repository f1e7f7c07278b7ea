"""Published workflows, what follows them, and their history."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='WorkflowVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=100)),
                ('number', models.PositiveIntegerField()),
                ('document', models.JSONField()),
                ('sha256', models.CharField(max_length=64)),
                ('published_at', models.DateTimeField()),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['key', '-number'],
            },
        ),
        migrations.CreateModel(
            name='Instance',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('scope', models.UUIDField(db_index=True)),
                ('state', models.CharField(max_length=60)),
                ('step', models.PositiveIntegerField(default=1)),
                ('entered_at', models.DateTimeField()),
                ('created_at', models.DateTimeField()),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='instances', to='workflow.workflowversion')),
            ],
            options={
                'ordering': ['-created_at'],
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('transition', models.CharField(max_length=60)),
                ('from_state', models.CharField(blank=True, max_length=60)),
                ('to_state', models.CharField(max_length=60)),
                ('roles', models.JSONField(default=list)),
                ('at', models.DateTimeField()),
                ('reason', models.TextField(blank=True)),
                ('reason_code', models.CharField(blank=True, max_length=60)),
                ('overridden', models.JSONField(default=list)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('instance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='workflow.instance')),
            ],
            options={
                'ordering': ['instance', 'number'],
                'constraints': [models.UniqueConstraint(fields=('instance', 'number'), name='step_number_once')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='step',
            trigger=pgtrigger.compiler.Trigger(name='frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Steps of a workflow never change and are never deleted.' USING ERRCODE = 'restrict_violation';", hash='5fe2580af8ba2fda437d5a4be35ff3482d1ff4a3', operation='UPDATE OR DELETE', pgid='pgtrigger_frozen_51a7c', table='workflow_step', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='step',
            trigger=pgtrigger.compiler.Trigger(name='frozen_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Steps of a workflow are never deleted.' USING ERRCODE = 'restrict_violation';", hash='521c3943a85c6bcaf42590b2cd30c20f06985aaf', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_frozen_truncate_3e4f0', table='workflow_step', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='workflowversion',
            constraint=models.UniqueConstraint(fields=('key', 'number'), name='workflow_number_once_per_key'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='workflowversion',
            trigger=pgtrigger.compiler.Trigger(name='frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Published workflows never change and are never deleted.' USING ERRCODE = 'restrict_violation';", hash='e393c657a35140f096d76890cba509ead1543c37', operation='UPDATE OR DELETE', pgid='pgtrigger_frozen_25ee1', table='workflow_workflowversion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='workflowversion',
            trigger=pgtrigger.compiler.Trigger(name='frozen_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Published workflows are never deleted.' USING ERRCODE = 'restrict_violation';", hash='17fbff106dd9b133a38f68341273e31e921467f8', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_frozen_truncate_38f0e', table='workflow_workflowversion', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='instance',
            index=models.Index(fields=['state', 'entered_at'], name='instance_by_state'),
        ),
    ]
