"""What every room stands on: quarters, numbers, moments, errors. Imports no room, ever."""
