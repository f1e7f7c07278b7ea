"""Forms on screen: what was posted becomes typed answers, and answers become pages."""
