"""Opening what is to be checked: a ZIP, a folder, an address. All may be made to do harm; all is bounded."""
