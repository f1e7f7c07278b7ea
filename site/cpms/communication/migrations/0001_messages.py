"""Messages, which stay as they were written, and how far each person has looked at what is new."""

import cpms.events.models
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('patients', '0001_patients_consents_and_cases'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='NewsSeen',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('xid', cpms.events.models.TransactionId()),
                ('event_id', models.BigIntegerField()),
            ],
            options={
                'verbose_name_plural': 'news seen',
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', models.TextField(max_length=5000)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='patients.case')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'indexes': [models.Index(fields=['case', 'at'], name='messages_of_case')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='message',
            trigger=pgtrigger.compiler.Trigger(name='frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Messages never change and are never deleted.' USING ERRCODE = 'restrict_violation';", hash='8c9a6f22191e5c0e0633d1b028433bb38d346d66', operation='UPDATE OR DELETE', pgid='pgtrigger_frozen_b683f', table='communication_message', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='message',
            trigger=pgtrigger.compiler.Trigger(name='frozen_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'Messages are never deleted.' USING ERRCODE = 'restrict_violation';", hash='6f29da135e049dced4037f781dc8659fe6a74af7', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_frozen_truncate_796b9', table='communication_message', when='BEFORE')),
        ),
    ]
