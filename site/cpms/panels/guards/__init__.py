"""What must hold before a panel moves on; each says why not, in the clinician's words."""
