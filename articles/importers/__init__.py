"""Stories from outside: plain text, the sample newsroom."""
