"""Contributing by a form in the browser."""
