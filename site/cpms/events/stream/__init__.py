"""Events on their way to browsers: one tail of the outbox in each process, and its listeners."""
