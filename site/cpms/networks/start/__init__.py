"""What the start page shows about networks."""
