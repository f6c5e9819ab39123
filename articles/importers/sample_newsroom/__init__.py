"""The sample newsroom of a first start: `toml_reader` reads its files, `loader` saves it."""
