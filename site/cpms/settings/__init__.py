"""Settings, one module for each profile; `base` holds what they share and `environment` reads the variables."""
