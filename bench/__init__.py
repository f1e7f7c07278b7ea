"""What the product is measured by: each benchmark runs it side by side with a peer, or against a budget."""
