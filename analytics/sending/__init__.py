"""What leaves the server: letters and messages, and where they may go."""
