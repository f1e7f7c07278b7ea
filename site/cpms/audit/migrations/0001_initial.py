from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='AuditRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('actor_id', models.BigIntegerField(null=True)),
                ('actor_kind', models.CharField(choices=[('person', 'A person'), ('system', 'The system: a command, a job, or somebody not signed in')], max_length=10)),
                ('act', models.CharField(max_length=60)),
                ('subject_type', models.CharField(max_length=60)),
                ('subject_id', models.TextField()),
                ('scope', models.UUIDField(null=True)),
                ('details', models.JSONField(default=dict)),
                ('request_id', models.CharField(blank=True, max_length=32)),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['subject_type', 'subject_id', 'at'], name='audit_of_subject'), models.Index(fields=['actor_id', 'at'], name='audit_of_actor'), models.Index(condition=models.Q(('scope__isnull', False)), fields=['scope', 'at'], name='audit_of_scope')],
                'constraints': [models.CheckConstraint(condition=models.Q(('act__regex', '^[a-z][a-z0-9_]*$')), name='audit_act_is_snake_case'), models.CheckConstraint(condition=models.Q(models.Q(('actor_id__isnull', False), ('actor_kind', 'person')), models.Q(('actor_id__isnull', True), ('actor_kind', 'system')), _connector='OR'), name='audit_person_has_id')],
            },
        ),
    ]
