"""How Django itself shows and reads dates and numbers, for the desk; readers get theirs from `articles.text`."""
