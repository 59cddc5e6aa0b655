"""Geometry into marks in pixels, and the SVG of them. No Qt."""
