"""Gold articles, written for the project, and the floors that splitting may not fall below."""
