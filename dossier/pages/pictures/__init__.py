"""The values of pictures, without places and shapes."""
