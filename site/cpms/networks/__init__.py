"""European Reference Networks, their thematic areas, and who does what in them."""
