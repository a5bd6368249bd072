import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0006_mental_health_trusts'),
    ]

    operations = [
        migrations.AlterField(
            model_name='roleholding',
            name='role',
            field=models.TextField(choices=[('REF_PROF', 'Referring professional'), ('DSL', 'Designated safeguarding lead'), ('GP', 'GP practice safeguarding lead'), ('HV_SN_MW', 'Health visitor, school nurse or midwife'), ('SMS', 'Substance-misuse practitioner'), ('ASC', 'Adult social care worker'), ('POL_EHO', 'Police early help officer'), ('MASH_SCREEN', 'Screening officer'), ('MASH_SW', 'MASH social worker'), ('MASH_MGR', 'MASH manager'), ('SVC_MGR', 'Service manager'), ('NN_WHT', 'Named nurse, healthcare trust'), ('NN_BCH', 'Named nurse, mental-health trust'), ('MHP', 'Mental-health practitioner'), ('EDT', 'Emergency duty social worker'), ('DUTY_SW', 'Duty and assessment social worker'), ('DATA_STEWARD', 'Data steward'), ('IG_AUD', 'Information-governance auditor'), ('CONFIG', 'Partnership configurator'), ('SYSADMIN', 'Technical administrator')]),
        ),
        migrations.CreateModel(
            name='Registration',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('body', models.TextField(choices=[('NMC', 'Nursing and Midwifery Council'), ('GMC', 'General Medical Council'), ('HCPC', 'Health and Care Professions Council')])),
                ('number', models.TextField()),
                ('competences', models.JSONField(default=list)),
                ('checked_on', models.DateField()),
                ('valid_until', models.DateField()),
                ('ended_on', models.DateField(null=True)),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='registration', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('body__in', ['NMC', 'GMC', 'HCPC'])), name='registration_body'), models.UniqueConstraint(fields=('body', 'number'), name='registered_once')],
            },
        ),
    ]
