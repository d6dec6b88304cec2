"""A file for each architecture: its cases, and how Transformers' model is run block by block (CASE)."""
