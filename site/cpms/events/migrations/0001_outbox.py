"""The outbox: events that are written with what happened and told when it is committed."""

import cpms.events.models
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('xid', cpms.events.models.TransactionId(db_default=cpms.events.models.CurrentTransaction(), editable=False)),
                ('kind', models.CharField(max_length=60)),
                ('scope', models.UUIDField(null=True)),
                ('subject_type', models.CharField(max_length=60)),
                ('subject_id', models.CharField(max_length=200)),
                ('actor_id', models.BigIntegerField(null=True)),
                ('at', models.DateTimeField()),
                ('recipient', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['xid', 'id'],
                'indexes': [models.Index(fields=['xid', 'id'], name='event_by_place'), models.Index(condition=models.Q(('scope__isnull', False)), fields=['scope', 'xid', 'id'], name='event_of_scope'), models.Index(fields=['at'], name='event_by_time')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__regex', '^[a-z][a-z0-9_]*$')), name='event_kind_is_snake_case'), models.CheckConstraint(condition=models.Q(('scope__isnull', False), ('recipient__isnull', False), _connector='OR'), name='event_is_for_somebody')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='event',
            trigger=pgtrigger.compiler.Trigger(name='event_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Events never change.' USING ERRCODE = 'restrict_violation';", hash='f9b35a2d99f00a67ef228efe7867dd4803f5274e', operation='UPDATE', pgid='pgtrigger_event_frozen_84ba2', table='events_event', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='event',
            trigger=pgtrigger.compiler.Trigger(name='event_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF OLD.at > now() - interval '30 days' THEN\n                        RAISE EXCEPTION 'Events are kept for 30 days.'\n                            USING ERRCODE = 'restrict_violation';\n                    END IF;\n                    RETURN OLD;\n                ", hash='d50c32380f202666791f937096df6f932156f8d2', operation='DELETE', pgid='pgtrigger_event_kept_8f097', table='events_event', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='event',
            trigger=pgtrigger.compiler.Trigger(name='event_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    RAISE EXCEPTION 'Events are kept for 30 days.'\n                        USING ERRCODE = 'restrict_violation';\n                ", hash='f1667883ad64843e3b1a0c2f24bf6ad64d6dfcec', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_event_truncate_4a96f', table='events_event', when='BEFORE')),
        ),
    ]
