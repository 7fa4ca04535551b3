"""Messages to people: their inbox here, e-mail where given; each room names its own (``letters.py``)."""
