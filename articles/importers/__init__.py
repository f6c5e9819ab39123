"""Stories that come from elsewhere: plain text, the sample newsroom."""
