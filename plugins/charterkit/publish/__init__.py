"""What is published beside the pages: open data and the search index; and the swap that makes a build visible."""
