"""How many will come: arrivals by office, topic and half-hour, with intervals, and corrected while a day goes on."""
