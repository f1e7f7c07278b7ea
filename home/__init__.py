"""The landing page, the networks' parts of the page tree, and the frame of the start page."""
