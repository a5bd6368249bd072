"""The nightly finder: every standing person compared with those alike, by a trained, versioned model."""
