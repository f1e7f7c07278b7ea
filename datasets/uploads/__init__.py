"""Files that people send: hostile until a child process with few resources has looked at them."""
