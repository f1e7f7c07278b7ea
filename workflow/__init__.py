"""A workflow engine that knows no panel: definitions as data, instances, history, timers."""
