"""The public views."""
