"""What happens when a panel moves, in the transaction that moves it."""
