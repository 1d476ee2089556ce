"""The hall's screens: the lobby board, the desk board, the announcer."""
