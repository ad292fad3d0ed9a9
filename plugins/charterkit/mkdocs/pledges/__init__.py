"""The page of pledges."""
