"""What answers on the port: pages and streams behind one server, and the commands that start it."""
