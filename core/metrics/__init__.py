"""The statistics: numpy only."""
