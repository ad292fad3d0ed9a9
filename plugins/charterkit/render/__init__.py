"""Views in, documents out: HTML by Jinja2, PDF by Typst."""
