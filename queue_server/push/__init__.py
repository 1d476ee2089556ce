"""Live views pushed to pages and programs: what a commit changed, encoded once, sent to everybody who looks.

Knows rows as bytes, positions and slow readers. Knows no rules, no HTTP framework and not who may see what.
"""
