"""The sample newsroom: what a newcomer sees first. `content` reads it, `pictures` draws it."""
