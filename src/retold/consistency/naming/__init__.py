"""What the same thing is called, by article and by voice."""
