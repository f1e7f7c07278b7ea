"""What happened, kept in an outbox and carried to those who may know."""
