"""Rows can be added and read, nothing else: model code would not do, `queryset.update()` walks past it."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("audit", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(
            sql="""
                CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE EXCEPTION 'Audit rows never change and are never deleted.'
                        USING ERRCODE = 'restrict_violation';
                END
                $$;
                CREATE TRIGGER audit_rows_are_frozen BEFORE UPDATE OR DELETE ON audit_auditrow
                    FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
                CREATE TRIGGER audit_rows_stay BEFORE TRUNCATE ON audit_auditrow
                    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
            """,
            reverse_sql="""
                DROP TRIGGER audit_rows_stay ON audit_auditrow;
                DROP TRIGGER audit_rows_are_frozen ON audit_auditrow;
                DROP FUNCTION audit_refuse_change();
            """,
        ),
    ]
