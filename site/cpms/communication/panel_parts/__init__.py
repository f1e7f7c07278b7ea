"""What the page of a panel shows of people talking."""
