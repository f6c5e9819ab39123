"""The sample newsroom: what a newcomer sees first. `reading` reads it, `pictures` draws it, `loader` makes it."""
