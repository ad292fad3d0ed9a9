"""The page that says what the labels of evidence mean."""
