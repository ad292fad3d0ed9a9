"""The only folder that imports MkDocs: a thin plugin for each capability over the views of the same name.

Plugins never import each other. Each asks `session.of(config)`, which loads the catalogue once per build.
"""
