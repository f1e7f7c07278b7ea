"""Messages, and what is new for somebody."""
