"""The visitor's own screens: the kiosk page, the phone page, the slip."""
