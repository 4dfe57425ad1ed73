"""Programs to learn heliograph from; each folder is one, with a README of its own."""
