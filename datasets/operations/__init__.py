"""What people do with forms and records: permission, lock, rule, change and act in one transaction each."""
