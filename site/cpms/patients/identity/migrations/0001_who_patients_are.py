"""The identity database: who patients are, and who signed for them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='PatientIdentity',
            fields=[
                ('patient_id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('centre_id', models.BigIntegerField()),
                ('state', models.CharField(choices=[('pending', 'Waiting for the clinical side'), ('active', 'Active')], default='pending', max_length=10)),
                ('local_id', models.CharField(max_length=60)),
                ('given_name', models.CharField(max_length=150)),
                ('family_name', models.CharField(max_length=150)),
                ('birth_name', models.CharField(blank=True, max_length=150)),
                ('birth_date', models.DateField()),
                ('birth_place', models.CharField(blank=True, max_length=150)),
                ('birth_country', models.CharField(blank=True, max_length=2)),
                ('created_at', models.DateTimeField()),
                ('created_by_id', models.BigIntegerField()),
            ],
            options={
                'ordering': ['family_name', 'given_name'],
                'indexes': [models.Index(fields=['centre_id', 'birth_date'], name='identity_by_birth'), models.Index(condition=models.Q(('state', 'pending')), fields=['created_at'], name='identity_pending')],
                'constraints': [models.UniqueConstraint(fields=('centre_id', 'local_id'), name='identity_local_id_once'), models.CheckConstraint(condition=models.Q(('state__in', ['pending', 'active'])), name='identity_state_known')],
            },
        ),
        migrations.CreateModel(
            name='ConsentSigner',
            fields=[
                ('consent_id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('pending', 'Waiting for the clinical side'), ('active', 'Active')], default='pending', max_length=10)),
                ('name', models.CharField(max_length=300)),
                ('relation', models.CharField(blank=True, max_length=100)),
                ('created_at', models.DateTimeField()),
                ('patient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signers', to='identity.patientidentity')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'pending')), fields=['created_at'], name='signer_pending')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['pending', 'active'])), name='signer_state_known')],
            },
        ),
    ]
