"""Catalogue in, pages out: each module gathers what one kind of page needs, and nothing else.

A view holds plain values and links. It knows nothing of YAML, HTML or MkDocs; Markdown stays Markdown until `render`.
"""
