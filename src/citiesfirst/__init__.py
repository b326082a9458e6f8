"""Cities First? Tables, measures and charts of an evidence book on city-building after war."""
