"""What the buttons of the ribbon do, a module each or a family."""
