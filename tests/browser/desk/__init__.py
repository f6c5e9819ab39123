"""Journeys and tests of the desk in a real browser."""
